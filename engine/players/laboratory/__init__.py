"""What many games of one player against itself say about the data they were played with."""
