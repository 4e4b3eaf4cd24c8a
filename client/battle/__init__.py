"""A battle on the screen: its model, input, playback and display."""
