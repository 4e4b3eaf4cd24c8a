"""The classic schema: a decision as a small array with fixed meanings, and twelve actions."""
