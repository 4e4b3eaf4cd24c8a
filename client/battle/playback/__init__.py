"""Playback of events as animations: from events to what the board shows at a moment."""
