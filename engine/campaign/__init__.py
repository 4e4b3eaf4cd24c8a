"""The campaign (docs/campaign.md): houses, worlds, fleets, and landings fought on the board."""
