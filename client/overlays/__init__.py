"""Overlays: screens that lie over another one with a question or a message."""
