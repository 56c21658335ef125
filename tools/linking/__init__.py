"""Learns the shipped model of how two records of one person differ."""
