"""Statistics of single games: what units, weapons and rules did, counted from events."""
