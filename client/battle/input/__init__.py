"""The meaning of clicks and keys: pure functions of the pending decision and the selection."""
