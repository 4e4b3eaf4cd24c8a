"""Game data without a battle: the catalogue of units and weapons, data files and their checks."""
