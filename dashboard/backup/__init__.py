"""A data folder as one file: packed, sealed with a key where one is given, and unpacked again."""
