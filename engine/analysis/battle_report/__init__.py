"""The report of one battle, from its record: points, damage, kills, luck, costly decisions."""
