"""Programs for those who build Harmdesk; not in the package."""
