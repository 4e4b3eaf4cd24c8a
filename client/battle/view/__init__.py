"""The display of a battle, as values for the screen to draw."""
