"""One suspect: why they are where they are, and who else is involved."""
