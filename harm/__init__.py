"""Scores and ranks named suspects by alleged harm: pure functions of values and frames."""
