"""What is counted in campaigns, in plain words: deeds, and why personas did not follow a wish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.vocabulary import Ending

if TYPE_CHECKING:
    from engine.analysis.campaigns.game_record import GameRecord, HouseRecord

JUDGEMENTS: Final = {
    "chance-too-low": "the chance is lower than the persona dares",
    "launch-too-weak": "the gathered force is too weak to set out",
    "muster-too-weak": "all forces together are too weak to gather",
    "no-chance": "no chance to win",
    "no-money": "not enough money",
    "no-place": "no place to settle",
    "nothing-to-see": "nothing new to see",
    "pact-kept": "a pact is worth more than a war",
    "too-weak": "the fleet is too weak",
}
"""The reasons that a persona has of its own, where no rule forbade a wish."""
_REFUSAL: Final = "campaign.refusal."


def plain_deed(deed: str) -> str:
    """Return a deed that is counted in plain words.

    >>> plain_deed("starbase_hit")
    'starbase hit'
    """
    return deed.replace("_", " ")


def plain_reason(reason: str) -> str:
    """Return why a wish was not followed in plain words: what decided, for which order, why.

    >>> plain_reason("landing_forces invade no-chance")
    'landing forces, invade: no chance to win'
    >>> plain_reason("diplomacy diplomacy C8.6 campaign.refusal.pact-broken")
    'diplomacy, diplomacy: refused, pact broken (C8.6)'
    """
    step, verb, *rule, code = reason.split(" ")
    who = f"{plain_deed(step)}, {plain_deed(verb)}"
    if not rule:
        return f"{who}: {JUDGEMENTS[code]}"
    return f"{who}: refused, {code.removeprefix(_REFUSAL).replace('-', ' ')} ({rule[0]})"


def plain_end(record: GameRecord) -> str:
    """Return who won a game and how, the houses in the order of the end, and what broke a tie."""
    houses = sorted(record.houses, key=lambda house: (house.id != record.winner, *_rank(house)))
    listed = ", ".join(f"{house.id} ({house.persona}) {house.prestige[-1]}" for house in houses)
    winner = "nobody" if record.winner is None else record.winner
    ended = f"{winner} wins by {record.ending} in turn {record.turns}: {listed}"
    return f"{ended}{_tie_break(record, houses)}"


def _rank(house: HouseRecord) -> tuple[int, int, str]:
    return -house.prestige[-1], -house.anchors, house.id


def _tie_break(record: GameRecord, houses: list[HouseRecord]) -> str:
    """Return what put the winner before others of the same prestige (C12.3), if that decided."""
    if record.ending != Ending.RECKONING or record.winner is None:
        return ""
    first, *others = houses
    tied = [house for house in others if house.prestige[-1] == first.prestige[-1]]
    if not tied:
        return ""
    most = max(house.anchors for house in tied)
    if first.anchors > most:
        return f"; the tie was broken by lit anchors, {first.anchors} to {most} (C12.3)"
    return f"; the tie was broken by lot, with {first.anchors} lit anchors each (C12.3)"
