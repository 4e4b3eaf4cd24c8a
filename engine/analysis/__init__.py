"""Analysis of many games: statistics of each, balance of factions and units, ratings, reports."""
