"""Armies of the players' own: building, keeping and choosing them."""
