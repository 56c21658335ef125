"""Many readers at once, for as long as a developer has patience: `make soak`."""
