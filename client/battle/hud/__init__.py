"""What surrounds the board of a battle: bars, panels and boxes."""
