"""Drawing of the board, tokens, panels and effects from values; it never asks the rules."""
