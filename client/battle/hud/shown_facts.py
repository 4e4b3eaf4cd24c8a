"""The facts beside the board about a hex: of a move to it, or of who reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.battle.input.unit_selection import destinations
from client.text.catalogue import text
from client.text.glossary import Term
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.presenter import BattlePresenter
    from client.battle.view.stop_facts import Fact
    from client.battle.view.threat_view import ThreatView


class ShownFacts(NamedTuple):
    """The content of the panel of facts; the *hint* stands there while there are none. *term* is
    what explains its title.
    """

    title: str
    facts: Sequence[Fact]
    hint: str
    term: Term


def shown_facts(presenter: BattlePresenter, threats: ThreatView) -> ShownFacts | None:
    """Return the consequences of the path under the mouse, or else who reaches the hex there, if
    the threat map is switched on; None if there is neither, and no path is being picked.
    """
    now, path, at = presenter.decision, presenter.path, presenter.chosen.hovered
    if now.state.active is not None and path is not None:
        unit = now.state.units[now.state.active]
        facts = threats.facts_of_move(unit, path.hexes[-1], presenter.names)
        return ShownFacts(
            _move_title(now.state.phase), facts, _move_hint(presenter), Term.CONSEQUENCES
        )
    threat = threats.facts_at(at, presenter.names) if threats.is_shown else None
    if threat is not None:
        title = text("battle.threat.title")
        term = Term.THREAT if threat else Term.CONSEQUENCES
        return ShownFacts(title, threat, _move_hint(presenter), term)
    if not destinations(now):
        return None
    return ShownFacts(_move_title(now.state.phase), (), _move_hint(presenter), Term.CONSEQUENCES)


def _move_title(phase: Phase) -> str:
    if phase is Phase.SHOOT:
        return text("battle.fact.title-advance")
    return text(f"battle.fact.title-{phase.value.lower()}")


def _move_hint(presenter: BattlePresenter) -> str:
    if presenter.path is not None:
        return text("battle.fact.nothing")
    green = presenter.session.state.phase is Phase.MOVE
    return text("battle.fact.hint" if green else "battle.fact.hint-orange")
