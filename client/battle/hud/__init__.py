"""What stands around the board of a battle: bars, panels, boxes, drawn by ourselves."""
