"""The record: loading, a dry run, quality."""
