"""Scores: rules, which allegations count, and the ranking."""
