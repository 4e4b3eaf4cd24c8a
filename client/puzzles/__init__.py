"""Puzzles to play: runs, the scores that are kept, and their screens."""
