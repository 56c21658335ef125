"""Servers as a force runs them: people sign in, and several servers share a record."""
