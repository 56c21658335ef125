"""The demonstration data: real figures around synthetic people."""
