"""Events as animation: from what happened to what is on the board at a moment."""
