"""Texts for players, shared by window and terminal: catalogue, names, formats, the battle log."""
