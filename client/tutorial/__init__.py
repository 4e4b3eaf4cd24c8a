"""The tutorial: lessons as data, how far a player is, and the screens."""
