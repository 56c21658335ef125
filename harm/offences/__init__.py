"""Offences: harm indices, definitions, and how an offence is looked up."""
