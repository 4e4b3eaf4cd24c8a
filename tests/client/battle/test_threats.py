"""The threat map, what a move exposes to, and what a target does in return, on the screen."""

from __future__ import annotations

import pytest

from client.battle.view.stop_facts import damage_label
from client.text.catalogue import name, plural, text
from client.worker.protocol import TaskKind
from engine.battle.actions import Activate, EndPhase, Wait
from engine.battle.side import Side
from engine.battle.threat_map import ThreatMap, most_common, threat_map
from engine.hexgrid import Offset, cells_of
from tests.client.battle.desk import muster, sit_down, start
from tests.client.battle.stage import CLOSE, GUNS, column, picture, pilot_after
from tests.client.pilot import Pilot

TWO = muster([("linesman", (2, 4)), ("sapper", (3, 6))], [("loom", (11, 4)), ("needle", (12, 2))])


def settled(pilot: Pilot) -> Pilot:
    pilot.settle()
    pilot.frame()
    return pilot


def written(pilot: Pilot) -> str:
    return " ".join(column(pilot))


def test_the_key_and_the_button_switch_the_map_on_and_off() -> None:
    pilot = settled(pilot_after(TWO))
    assert picture(pilot).threat == ()
    pilot.press("d")
    assert picture(pilot).threat
    pilot.click("threat")
    assert picture(pilot).threat == ()


@pytest.mark.parametrize("unit", [None, 0])
def test_every_hex_shows_what_the_engine_says(unit: int | None) -> None:
    pilot = settled(pilot_after(TWO, *([] if unit is None else [Activate(unit)])))
    pilot.press("d")
    state = pilot.session.state
    about = None if unit is None else state.units[unit]
    found = threat_map(state, Side.ONE, about)
    shown = {hot.at: (hot.label, hot.count) for hot in picture(pilot).threat}
    enemies = state.occupied[Side.TWO.index]
    wanted = {
        state.field.grid.offsets[cell]: (
            damage_label(float(found.damage[cell])),
            int(found.counts[cell]),
        )
        for cell in cells_of(state.field.ground & ~enemies)
        if found.counts[cell]
    }
    assert shown == wanted
    assert wanted


def test_the_map_follows_the_unit_that_is_looked_at() -> None:
    pilot = settled(pilot_after(TWO, Activate(1), Wait()))
    pilot.press("d")
    state = pilot.session.state
    of_side, of_unit = (
        threat_map(state, Side.ONE, None),
        threat_map(state, Side.ONE, state.units[1]),
    )
    assert figures(pilot) == figures_of(of_side, pilot)
    pilot.click_unit(1)
    settled(pilot)
    assert figures(pilot) == figures_of(of_unit, pilot) != figures_of(of_side, pilot)


def figures(pilot: Pilot) -> dict[Offset, str]:
    return {hot.at: hot.label for hot in picture(pilot).threat}


def figures_of(found: ThreatMap, pilot: Pilot) -> dict[Offset, str]:
    grid = pilot.session.state.field.grid
    return {at: damage_label(float(found.damage[grid.cell(at)])) for at in figures(pilot)}


def test_beside_the_board_stands_who_reaches_the_hex_under_the_mouse() -> None:
    pilot = settled(pilot_after(TWO))
    pilot.press("d")
    state, grid = pilot.session.state, pilot.session.state.field.grid
    found = threat_map(state, Side.ONE)
    for at in ((5, 4), (8, 3), (3, 1)):
        pilot.point_at_hex(at)
        sources = found.sources(grid.cell(at))
        damage = damage_label(float(found.damage[grid.cell(at)]))
        assert plural("battle.threat.whole", len(sources), damage=damage) in written(pilot)
        assert {one.at for one in picture(pilot).sources} == {
            state.offset(state.units[source.unit]) for source in sources
        }


def test_a_destination_says_what_could_hit_the_unit_there() -> None:
    pilot = settled(pilot_after(TWO, Activate(0)))
    state = pilot.session.state
    found = threat_map(state, Side.ONE, state.units[0])
    at = (5, 4)
    pilot.point_at_hex(at)
    cell = state.field.grid.cell(at)
    damage = damage_label(float(found.damage[cell]))
    count = len(found.sources(cell))
    assert plural("battle.threat.whole", count, damage=damage) in written(pilot)


def test_an_enemy_under_the_mouse_shows_its_reach_and_hides_no_highlight() -> None:
    pilot = settled(pilot_after(TWO, Activate(0)))
    before = picture(pilot).glows
    pilot.point_at_hex((11, 4))
    state = pilot.session.state
    reach = next(
        one for one in threat_map(state, Side.ONE, state.units[0]).reaches if one.unit == 2
    )
    shown = picture(pilot)
    assert shown.reach is not None
    assert shown.reach.moves == set(state.field.grid.offsets_of(reach.moves))
    assert shown.glows == before


def test_where_one_aims_at_enemies_their_reach_is_shown_by_the_map_alone() -> None:
    pilot = pilot_after(CLOSE, EndPhase(), Activate(0))
    pilot.point_at_hex((7, 4))
    assert pilot.screen.presenter.offer.odds
    assert picture(pilot).reach is None
    pilot.click("threat")
    pilot.point_at_hex((7, 4))
    assert picture(pilot).reach is not None


def test_after_an_action_the_mouse_must_move_before_it_shows_a_reach() -> None:
    pilot = pilot_after(CLOSE, EndPhase(), Activate(0))
    pilot.click_unit(1)
    pilot.settle()
    assert pilot.session.state.active is None
    assert picture(pilot).reach is None
    pilot.point_at_hex((6, 6))
    pilot.point_at_hex((7, 4))
    assert picture(pilot).reach is not None


def test_a_forecast_says_what_the_target_could_do_in_return() -> None:
    pilot = settled(pilot_after(GUNS, EndPhase(), Activate(0)))
    pilot.point_at_hex((9, 6))
    assert "In return, next turn: up to" in written(pilot)


def test_targets_are_sorted_by_the_value_they_are_expected_to_lose() -> None:
    pilot = settled(pilot_after(GUNS, EndPhase(), Activate(0)))
    state, ranking = pilot.session.state, pilot.screen.presenter.ranking
    values = [
        state.units[odds.target].profile.value
        * odds.damage
        / state.units[odds.target].profile.hp_max
        for odds in ranking
    ]
    assert values == sorted(values, reverse=True)
    assert {odds.target for odds in ranking} == {1, 2}


def test_a_map_is_asked_once_a_decision_and_below_decisions() -> None:
    pilot = settled(sit_down(start(TWO)))
    sent = len(pilot.screen.app.worker.sent)  # type: ignore[attr-defined]
    for _ in range(5):
        pilot.frame()
    assert len(pilot.screen.app.worker.sent) == sent  # type: ignore[attr-defined]
    assert {kind for kind, _ in pilot.screen.app.worker.sent} == {TaskKind.THREAT}  # type: ignore[attr-defined]
    assert TaskKind.DECIDE < TaskKind.THREAT


def test_the_map_says_what_its_figures_mean_and_whose_hit_points_they_are_up_to() -> None:
    pilot = settled(pilot_after(TWO))
    assert text("battle.threat.legend") not in written(pilot)
    pilot.press("d")
    pilot.frame()
    state = pilot.session.state
    common = most_common(state.living(Side.ONE)).profile
    unit = name("unit", common.code)
    told = text("battle.threat.legend-common", unit=unit, hp=common.hp_max)
    assert told in written(pilot)
    assert text("battle.threat.legend-dots") in written(pilot)
    pilot.do(Activate(1))
    settled(pilot)
    pilot.point(pilot.screen.layout.turn_bar.center)
    acting = state.units[1]
    title = name("unit", acting.profile.code)
    assert text("battle.threat.legend-unit", unit=title, hp=acting.hp) in written(pilot)


def test_what_several_enemies_could_do_is_said_to_be_capped_by_the_hit_points() -> None:
    crowd = muster([("linesman", (4, 4))], [("loom", (8, 4)), ("loom", (8, 5)), ("loom", (8, 3))])
    pilot = settled(pilot_after(crowd))
    pilot.press("d")
    state = pilot.session.state
    found = threat_map(state, Side.ONE)
    at = (5, 4)
    cell = state.field.grid.cell(at)
    alone = sum(source.damage for source in found.sources(cell))
    assert alone > float(found.damage[cell]) + 0.1
    pilot.point_at_hex(at)
    assert plural("battle.threat.capped", round(float(found.hp[cell]))) in written(pilot)
