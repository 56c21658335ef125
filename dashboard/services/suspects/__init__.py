"""One suspect: the file, associates, stability, search."""
