"""The data files of a campaign: `assets/data/campaign/`, or that folder of another data root."""

from engine.campaign.data.loading import load_numbers

__all__ = ["load_numbers"]
