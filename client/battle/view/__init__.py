"""What is shown of a battle, as values that the screen draws."""
