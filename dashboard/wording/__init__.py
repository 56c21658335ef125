"""Every sentence that a reader is given."""
