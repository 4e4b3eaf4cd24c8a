"""The features of the game that the window has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.armies.army_feature import Armies
from client.battles import Battles
from client.host import ARMIES, BATTLES, OWN_RECORD, PUZZLES, TUTORIAL, Features
from client.own_record.own_record_feature import OwnRecord
from client.puzzles.puzzle_feature import Puzzles
from client.tutorial.tutorial import Tutorial

if TYPE_CHECKING:
    from client.host import Host


def make_features(host: Host) -> Features:
    """Return the features of a window; new ones are registered here and nowhere else."""
    features = Features()
    features.register(BATTLES, Battles(host))
    features.register(PUZZLES, Puzzles(host))
    features.register(TUTORIAL, Tutorial(host))
    features.register(ARMIES, Armies(host))
    features.register(OWN_RECORD, OwnRecord(host))
    return features
