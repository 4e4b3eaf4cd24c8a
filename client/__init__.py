"""The game's window. It imports the engine; only the command line imports it."""
