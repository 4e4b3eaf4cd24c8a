"""Overlays: screens that lie over another one and ask or tell something."""
