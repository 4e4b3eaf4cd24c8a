"""Encodings: decisions as arrays of numbers, and numbers as actions."""
