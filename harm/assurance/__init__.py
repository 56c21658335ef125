"""Whether the figures can be relied on."""
