"""The board of a battle, drawn from a picture of what is on it."""
