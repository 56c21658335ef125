"""Areas: harm, comparison, trends, hotspots."""
