"""A battle in text: the board in characters, numbered choices, events in words."""
