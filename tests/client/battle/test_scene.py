"""The scene on the screen is folded from events alone, and is that of the state at every step."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.battle.playback.scene import Scene
from client.screens.preview import picture_of
from engine.battle import Game, Side, load_scenario, rules
from engine.battle.events import ChargeRolled
from engine.data.datafiles import names_of, packaged_data
from engine.players import scripted_bots
from tests.engine.walk import mostly_slow

SCENARIOS = names_of(packaged_data(), "scenario")


@pytest.mark.parametrize("bot", ["bot:greedy", "bot:random"])
@pytest.mark.parametrize("name", mostly_slow(SCENARIOS))
def test_folding_the_events_gives_the_scene_of_the_state(name: str, bot: str) -> None:
    game = Game.start(load_scenario(name), seed=3)
    players = {side: scripted_bots.make_bot(bot, side, 3) for side in Side}
    scene = Scene.from_setup(game.state.setup)
    for event in game.opening:
        scene = scene.apply(event)
    assert scene == Scene.from_state(game.state)
    while game.result is None:
        player = players[game.state.to_act]
        for event in game.apply(player.choose(game.state, rules.legal_actions(game.state))):
            scene = scene.apply(event)
        assert scene == Scene.from_state(game.state)
    assert scene.phase is None


def test_a_battle_begins_with_the_hit_points_that_its_units_start_with() -> None:
    scenario = load_scenario("crossroads")
    worn = (replace(scenario.units[0], hp=1), *scenario.units[1:])
    game = Game.start(replace(scenario, units=worn), seed=1)
    scene = Scene.from_setup(game.state.setup)
    assert scene.units[0].hp == 1 < scene.units[0].hp_max
    for event in game.opening:
        scene = scene.apply(event)
    assert scene == Scene.from_state(game.state)
    shown = picture_of(game.header.scenario).units[0]
    assert (shown.hp, shown.hp_max) == (1, scene.units[0].hp_max)


def test_a_roll_is_shown_beside_its_unit_until_the_next_unit_acts() -> None:
    state = Game.start(load_scenario("crossroads"), seed=1).state
    rolled = Scene.from_state(state).apply(ChargeRolled(0, 9, (2, 3), 5, reached=False))
    assert rolled.badge is not None
    assert (rolled.badge.unit, rolled.badge.label, rolled.badge.reached) == (0, "5", False)
