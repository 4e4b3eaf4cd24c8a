"""A battle on the screen: playing it, showing it, telling it."""
