"""What a target could do in return for an attack, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.view.stop_facts import damage_label
from client.text.catalogue import text
from engine.battle import forecast
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from client.battle.view.offers import Odds
    from engine.battle.state import BattleState, Unit
    from engine.battle.threat_map import ThreatMap


def answer_words(state: BattleState, actor: Unit, odds: Odds, threats: ThreatMap | None) -> str:
    """Return what the target does in return if it survives; "" while that is not known.

    Against a charge or a strike it fights back in the same phase; after shots it may shoot or
    charge in its next turn. *threats* is the map about *actor*.
    """
    target = state.units[odds.target]
    if state.phase is Phase.FIGHT and state.activated >> target.id & 1:
        return text("battle.answer.fought")
    if state.phase in (Phase.CHARGE, Phase.FIGHT):
        damage = fight_back(actor, target, odds)
        return text("battle.answer.fights", damage=damage_label(damage))
    if threats is None:
        return ""
    return text("battle.answer.turn", damage=damage_label(next_turn(actor, odds, threats)))


def fight_back(actor: Unit, target: Unit, odds: Odds) -> float:
    """Return the expected damage of the target's fight, if it is reached and survives."""
    damage = (
        forecast.damage_of(forecast.forecast_fight(target, actor)) if target.profile.melee else 0
    )
    return odds.reached * (1 - odds.destroyed) * damage


def next_turn(actor: Unit, odds: Odds, threats: ThreatMap) -> float:
    """Return the expected damage that the target can do to *actor* in its next turn, if it
    survives.
    """
    at_most = sum(
        source.damage for source in threats.sources(actor.cell) if source.unit == odds.target
    )
    return (1 - odds.destroyed) * min(at_most, actor.hp)
