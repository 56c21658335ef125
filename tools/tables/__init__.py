"""Builds the project's own tables from published source files."""
