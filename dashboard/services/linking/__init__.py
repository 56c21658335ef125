"""Which references may be one person: proposed, decided by reviewers, and undone."""
