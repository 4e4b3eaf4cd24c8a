"""Draws what it is given: board, tokens, panels and effects. It never asks the rules anything."""
