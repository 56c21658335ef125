"""Signing in, by a proxy and by a provider."""
