"""Which references may be one person: pairs with how likely it is, and what speaks for it."""
