"""The bar at the top: nothing in it covers anything else, whoever plays, in every language."""

from __future__ import annotations

import pygame
import pytest

from client.battle.battle_layout import battle_layout_of
from client.battle.hud.explained import ExplainedPlaces
from client.battle.hud.turn_bar import TurnInfo, draw_turn_bar
from client.draw.ui.style import Style
from client.text.catalogue import languages, name, text, use_language
from client.text.glossary import Kind, Term
from engine.battle import Side, load_scenario
from engine.battle.phase import Phase
from engine.battle.scenario_files import packaged_materials

RULES = load_scenario("crossroads").rules
CASES = [
    ((850, 530), 1.0),
    ((1024, 600), 1.0),
    ((1280, 800), 1.0),
    ((1280, 800), 1.5),
    ((1920, 1080), 2.0),
    ((3840, 2160), 2.5),
]


def bar(style: Style, phase: Phase, faction: str, size: tuple[int, int]) -> ExplainedPlaces:
    """Draw the bar of a battle between two armies of a faction; return what it shows where."""
    title = name("faction", faction)
    info = TurnInfo(
        side=Side.ONE,
        phase=phase,
        round=2,
        rounds=5,
        waiting=12,
        names=(title, title),
        players=(text("battle.turn.you"), text("battle.turn.you")),
        points=(65, 40),
        faces=("linesman", "fleck"),
        speed="1×",
        threats=False,
        unsaved=True,
    )
    layout = battle_layout_of(style, size)
    shown = ExplainedPlaces(RULES)
    draw_turn_bar(pygame.Surface(size), style, layout.turn_bar, info, layout.level, (-1, -1), shown)
    return shown


@pytest.mark.parametrize(("size", "scale"), CASES)
@pytest.mark.parametrize("spoken", sorted(languages()))
def test_the_phases_cover_neither_the_round_nor_the_points(
    spoken: str, size: tuple[int, int], scale: float
) -> None:
    use_language(spoken)
    style = Style("dusk", scale)
    for faction in packaged_materials().catalog.factions:
        for phase in Phase:
            places = bar(style, phase, faction, size).places
            kinds = [topic for place in places for topic in place.topics]
            assert Term.ROUND.topic in kinds
            phases = [place.rect for place in places if place.topics[0].kind is Kind.PHASE]
            assert len(phases) == len(Phase)
            others = [
                place.rect
                for place in places
                if place.topics[0] in {Term.SIDE.topic, Term.ROUND.topic, Term.POINTS.topic}
            ]
            assert len(others) == 4
            for chip in phases:
                assert chip.collidelist(others) == -1, (faction, phase)
