"""The game's window. It knows the engine; only the command line knows it."""
