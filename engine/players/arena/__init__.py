"""Matches between players: many battles, each from both seats, on any executor, resumable."""
