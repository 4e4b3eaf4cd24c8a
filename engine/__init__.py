"""Hexfront's rules and players: everything a battle is, without a window."""
