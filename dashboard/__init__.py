"""The dashboard: everything around the scoring that touches files, people and screens."""
