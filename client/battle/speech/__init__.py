"""Text mode for a battle: what the board and its panels show, in words."""
