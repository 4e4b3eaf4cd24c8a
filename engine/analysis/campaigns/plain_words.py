"""What is counted in campaigns, in plain words: deeds, and why personas did not follow a wish."""

from __future__ import annotations

from typing import Final

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
