"""What happened in a battle, counted: a reader of its events, beside animation and log."""
