"""Whether a suspect would still be listed once the record has settled."""
