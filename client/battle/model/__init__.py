"""The model of a battle at this screen: session, players, its file, the list of scenarios."""
