"""Aids of a person at the board: the threat map."""
