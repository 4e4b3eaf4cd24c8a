"""The texts of a campaign: orders in the player's words, reports, refusals, names."""
