"""The record: allegations as rows, and victims by code."""
