"""The file of the resolver's tables, as a calibration writes it (C10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.campaign.calibration.report import Calibration

PLACE: Final = "campaign/resolver.toml"
"""The file of the tables in a data root."""
_TEXT: Final = """\
# The tables of the resolver (docs/campaign.md, C10.10), fitted to battles and written by
# `hexfront campaign calibrate`; how well they fit is in docs/campaign-balance.md.
kind = "campaign_resolver"

BATTLES = {battles}
FITTED_TO = "{fitted_to}"

# Of these battles, by tenths of the chance in the table: how many, and how many the attacker won.
TENTH_BATTLES = {tenth_battles}
TENTH_WON = {tenth_won}

# By x = -1000, -900 … 1000, in thousandths.
CHANCE = {chance}
WINNER_LOSES = {winner_loses}
LOSER_LOSES = {loser_loses}
"""


def write_tables(calibration: Calibration) -> str:
    """Return the content of the file with the tables of a calibration."""
    return _TEXT.format(
        battles=calibration.battles,
        fitted_to=calibration.fitted_to,
        tenth_battles=list(calibration.tenth_battles),
        tenth_won=list(calibration.tenth_won),
        chance=list(calibration.chance),
        winner_loses=list(calibration.winner_loses),
        loser_loses=list(calibration.loser_loses),
    )
