"""The sounds of the game: which there are, how loud they are, and the mixer that plays them."""
