"""The list: ranked, filtered, frozen, compared."""
