"""Text mode: what the screens say in words, for people who can't see them."""
