"""What a player reads, for window and terminal: catalogue, names, formats and the battle log."""
