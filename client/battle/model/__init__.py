"""A battle at this screen: its session and players, its file, the list of scenarios."""
