"""What can be asked: the answers that the pages, files and commands show."""
