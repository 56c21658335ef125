"""Erasing a person or a crime from everything that is kept, and keeping them from coming back."""
