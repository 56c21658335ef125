"""Files that leave: composed from the same answers as the pages."""
