"""Cases: who is pursued, by whom, with what, and what came of it."""
