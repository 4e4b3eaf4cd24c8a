"""The board of a battle, drawn from a description of what is on it."""
