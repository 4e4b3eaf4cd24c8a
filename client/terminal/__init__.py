"""A battle in text: the board in characters, choices by number, events in plain words."""
