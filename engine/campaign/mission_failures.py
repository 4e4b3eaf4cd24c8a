"""Why a mission that was ordered could not be carried out in the conflict phase, as sentences.

Events carry the code alone; reports word it.
"""

from __future__ import annotations

from typing import Final

from engine.sentences import Sentence

COOLDOWN: Final = Sentence("campaign.failure.cooldown")
LINE_STANDS: Final = Sentence("campaign.failure.line-stands")
NO_ATTACK: Final = Sentence("campaign.failure.no-attack")
NO_WAR: Final = Sentence("campaign.failure.no-war")
NOBODY_ABOARD: Final = Sentence("campaign.failure.nobody-aboard")
NOBODY_THERE: Final = Sentence("campaign.failure.nobody-there")
OUTBID: Final = Sentence("campaign.failure.outbid")
RIVAL_COLONY: Final = Sentence("campaign.failure.rival-colony")
WORLD_TAKEN: Final = Sentence("campaign.failure.world-taken")
