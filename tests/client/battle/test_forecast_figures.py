"""The figures of the forecast, read off the screen, are those of the engine."""

from __future__ import annotations

import msgspec
import pytest

from client.battle.view.answers import answer_words
from client.battle.view.odds_cards import odds_card
from client.text.catalogue import name, plural, text
from client.text.format import amount, percent
from client.text.names import rule_name
from engine.battle import forecast
from engine.battle.actions import Action, Activate, EndPhase, Move
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import packaged_materials
from engine.battle.side import Side
from engine.battle.state import BattleState, Unit
from engine.battle.threat_map import threat_map
from engine.data.catalog import Weapon
from engine.dice import D6_FACES
from engine.hexgrid import Offset, cells_of
from tests.client.battle.desk import OPEN, muster, sit_down, start
from tests.client.battle.stage import MELEE, column, frame, shown
from tests.client.keyboard_pilot import KeyboardPilot, without_mouse
from tests.client.pilot import Pilot

WOODS = tuple("." * 6 + "%%" + "." * 7 if row in {3, 4} else "." * 15 for row in range(9))
SHOOTERS = ("sapper", "theodolite", "linesman", "fieldpiece")
TARGETS = [("loom", (6, 4)), ("fleck", (8, 6)), ("needle", (7, 2)), ("bellows", (9, 5))]
SIZES = [((1280, 800), 1.0), ((850, 530), 1.0), ((1280, 690), 1.0), ((1920, 1080), 2.0)]


def field(
    one: list[tuple[str, Offset]],
    two: list[tuple[str, Offset]],
    terrain: tuple[str, ...] = OPEN,
) -> Scenario:
    """Make a scenario of any packaged units."""
    catalog = packaged_materials().catalog
    codes = {unit for unit, _ in (*one, *two)}
    profiles = catalog.profiles_of(codes)
    weapons = catalog.weapons_of(profiles.values())
    scenario = muster(one, two, terrain=terrain)
    return msgspec.structs.replace(scenario, profiles=profiles, weapons=weapons)


def duel(shooter: str) -> Scenario:
    return field([(shooter, (2, 4))], TARGETS, terrain=WOODS)


def open_at(
    scenario: Scenario,
    *actions: Action,
    size: tuple[int, int] = (1280, 800),
    scale: float = 1.0,
) -> KeyboardPilot:
    """Open a battle after some actions; a narrow window shows the forecast."""
    session = start(scenario)
    for action in actions:
        assert session.submit(session.records, action)
    pilot = sit_down(session, size, scale)
    pilot.settle()
    if pilot.screen.layout.narrow:
        pilot.click("tab odds")
    return without_mouse(pilot)


def chances_of(state: BattleState, unit: Unit, weapon: Weapon, target: Unit) -> list[str]:
    """Return the figures of an attack, as the engine has them."""
    whole = forecast.forecast_attack(state, unit, weapon, target)
    damage = target.hp - forecast.mean_left(whole.left)
    figures = [percent(whole.left[0]), amount(damage), percent(whole.left[-1])]
    if whole.stats.to_hit is not None:
        figures.append(percent((D6_FACES + 1 - whole.stats.to_hit) / D6_FACES))
        figures.append(text("battle.face", n=whole.stats.to_hit))
    wound = (D6_FACES + 1 - whole.stats.wound_needed) / D6_FACES
    if whole.stats.twin_linked:
        wound = 1 - (1 - wound) ** 2
    figures.append(percent(wound))
    figures.append(text("battle.face", n=whole.stats.wound_needed))
    saved = max(0, D6_FACES + 1 - whole.stats.save) / D6_FACES
    figures.append(text("battle.odds.fails", share=percent(1 - saved)))
    return figures


def aim_at_each(pilot: KeyboardPilot) -> list[int]:
    """Step through the targets of the weapon in hand by key; return them."""
    seen: list[int] = []
    while True:
        pilot.press("t")
        target = pilot.screen.presenter.chosen.target
        assert target is not None
        if target in seen:
            return seen
        seen.append(target)
        check_shot(pilot, target)


def check_shot(pilot: Pilot, target: int) -> None:
    """Compare the forecast on the screen with the engine's, and the label on the board."""
    session, presenter = pilot.session, pilot.screen.presenter
    state = session.state
    assert state.active is not None
    unit, foe = state.units[state.active], state.units[target]
    weapon = presenter.offer.odds[target].weapon
    assert weapon is not None
    written = column(pilot)
    for figure in chances_of(state, unit, weapon, foe):
        assert figure in written, (weapon.code, foe.profile.code, figure, written)
    label = shown(pilot, target).label
    assert label is not None
    whole = forecast.forecast_attack(state, unit, weapon, foe)
    damage = foe.hp - forecast.mean_left(whole.left)
    assert label.figure == percent(whole.left[0])
    assert label.note == text("battle.odds.tag", damage=amount(damage))


@pytest.mark.parametrize("shooter", SHOOTERS)
def test_the_figures_of_every_shot_are_the_engines(shooter: str) -> None:
    pilot = open_at(duel(shooter), EndPhase(), Activate(0))
    codes = [code for code, _ in pilot.screen.presenter.decision.attacks]
    assert codes
    for number in range(len(codes)):
        pilot.press(str(number + 1))
        assert aim_at_each(pilot)


def test_a_list_of_targets_says_what_the_engine_says_sorted_by_worth() -> None:
    pilot = open_at(duel("sapper"), EndPhase(), Activate(0))
    state, ranking = pilot.session.state, pilot.screen.presenter.ranking
    unit, written = state.units[0], column(pilot)
    worths = []
    for odds in ranking:
        foe = state.units[odds.target]
        best = []
        for weapon in unit.profile.ranged:
            codes = dict(pilot.screen.presenter.decision.attacks)
            if weapon.code in codes and codes[weapon.code] >> foe.id & 1:
                left = forecast.forecast_attack(state, unit, weapon, foe).left
                damage = foe.hp - forecast.mean_left(left)
                best.append((foe.profile.value * damage / foe.profile.hp_max, left[0], damage))
        worth, destroyed, damage = max(best)
        worths.append(worth)
        row = text(
            "battle.odds.row",
            chance=percent(destroyed),
            what=text("battle.odds.destroyed"),
            damage=amount(damage),
            worth=amount(worth),
        )
        assert row in written
    assert worths == sorted(worths, reverse=True)
    reached = 0
    for _, targets in pilot.screen.presenter.decision.attacks:
        reached |= targets
    assert {odds.target for odds in ranking} == set(cells_of(reached))
    assert len(worths) == 3


def test_the_figures_of_a_charge_are_the_engines() -> None:
    pilot = open_at(
        muster([("linesman", (2, 4))], [("loom", (6, 4)), ("fleck", (5, 6))]),
        *(EndPhase(), EndPhase(), Activate(0)),
    )
    state = pilot.session.state
    for _ in range(2):
        pilot.press("t")
        target = pilot.screen.presenter.chosen.target
        assert target is not None
        unit, foe = state.units[0], state.units[target]
        left = forecast.forecast_fight(unit, foe)
        written = column(pilot)
        reached = percent(forecast.charge_chance(state, unit, foe))
        damage = amount(foe.hp - forecast.mean_left(left))
        for figure in (reached, percent(left[0]), damage, percent(left[-1])):
            assert figure in written
        label = shown(pilot, target).label
        assert label is not None
        assert label.figure == reached


def test_a_list_of_charges_counts_how_likely_each_arrives() -> None:
    pilot = open_at(
        muster([("linesman", (2, 4))], [("loom", (6, 4)), ("fleck", (5, 6))]),
        *(EndPhase(), EndPhase(), Activate(0)),
    )
    state, written = pilot.session.state, column(pilot)
    unit, ranking = state.units[0], pilot.screen.presenter.ranking
    for odds in ranking:
        foe = state.units[odds.target]
        left = forecast.forecast_fight(unit, foe)
        reached = forecast.charge_chance(state, unit, foe)
        assert 0 < reached < 1
        damage = foe.hp - forecast.mean_left(left)
        worth = amount(reached * foe.profile.value * damage / foe.profile.hp_max)
        assert any(worth in line and amount(damage) in line for line in written)
    assert len(ranking) == 2


@pytest.mark.parametrize(("size", "scale"), SIZES)
@pytest.mark.parametrize("shooter", ["sapper", "theodolite"])
def test_what_the_target_does_in_return_is_said_in_every_window(
    shooter: str, size: tuple[int, int], scale: float
) -> None:
    pilot = open_at(duel(shooter), EndPhase(), Activate(0), size=size, scale=scale)
    state = pilot.session.state
    threats = threat_map(state, Side.ONE, state.units[0])
    pilot.press("t")
    pilot.frame()
    target = pilot.screen.presenter.chosen.target
    assert target is not None
    odds = pilot.screen.presenter.offer.odds[target]
    answer = answer_words(state, state.units[0], odds, threats)
    assert answer
    assert answer in " ".join(column(pilot))


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_a_fight_says_what_comes_back_in_every_window(size: tuple[int, int], scale: float) -> None:
    pilot = open_at(MELEE, EndPhase(), EndPhase(), size=size, scale=scale)
    pilot.press("tab")
    pilot.settle()
    pilot.press("t")
    state = pilot.session.state
    assert state.active is not None
    target = pilot.screen.presenter.chosen.target
    assert target is not None
    odds = pilot.screen.presenter.offer.odds[target]
    answer = answer_words(state, state.units[state.active], odds, None)
    assert answer
    assert answer in " ".join(column(pilot))


# What the rolls are made of


def reasons(scenario: Scenario, weapon: str, *actions: Action) -> set[str]:
    """Return the signed and named modifiers of a weapon against the first enemy, on the screen."""
    pilot = open_at(scenario, *actions)
    state = pilot.session.state
    codes = [code for code, _ in pilot.screen.presenter.decision.attacks]
    pilot.press(str(codes.index(weapon) + 1))
    pilot.press("t")
    target = pilot.screen.presenter.chosen.target
    assert state.active is not None
    assert target is not None
    odds = pilot.screen.presenter.offer.odds[target]
    card = odds_card(state, state.units[state.active], odds, pilot.screen.presenter.names, "")
    named = {why.words for one in card.chances for why in (*one.good, *one.bad)}
    assert named <= set(frame(pilot).words), "what is named is on the screen"
    return named | {card.risk}


SHOOT = (EndPhase(), Activate(0))


def test_piercing_and_cover_are_signed() -> None:
    wooded = tuple("." * 6 + "%" + "." * 8 for _ in range(9))
    found = reasons(
        field([("sapper", (2, 4))], [("loom", (6, 4))], terrain=wooded), "thermic_lance", *SHOOT
    )
    assert {text("battle.odds.piercing", n=3), text("battle.odds.cover")} <= found


def test_cover_that_does_not_help_is_named_too() -> None:
    wooded = tuple("." * 6 + "%" + "." * 8 for _ in range(9))
    found = reasons(
        field([("sapper", (3, 4))], [("loom", (6, 4))], terrain=wooded), "service_pistol", *SHOOT
    )
    assert text("battle.odds.no-cover") in found


def weapons_with(rule: str) -> list[tuple[str, str]]:
    """Return the units and their ranged weapons that have a weapon rule."""
    catalog = packaged_materials().catalog
    return [
        (unit, code)
        for unit, entry in catalog.units.items()
        for code in entry.rng_weapon_codes
        for written in catalog.weapons[code].weapon_rules
        if written.partition(" ")[0] == rule
    ]


@pytest.mark.parametrize("rule", ["TWIN_LINKED", "LETHAL_HITS", "TORRENT", "IGNORES_COVER"])
def test_rules_of_the_rolls_are_named(rule: str) -> None:
    unit, weapon = weapons_with(rule)[0]
    wooded = tuple("." * 6 + "%" + "." * 8 for _ in range(9))
    scenario = field([(unit, (4, 4))], [("loom", (6, 4))], terrain=wooded)
    assert rule_name(rule) in reasons(scenario, weapon, *SHOOT)


def test_standing_still_is_a_signed_bonus_that_a_move_costs() -> None:
    unit, weapon = weapons_with("HEAVY")[0]
    scenario = field([(unit, (4, 4))], [("loom", (7, 4))])
    bonus = text("battle.odds.plus", n=1, why=rule_name("HEAVY"))
    assert bonus in reasons(scenario, weapon, *SHOOT)
    moved = (Activate(0), Move((4, 5)), Activate(0))  # nobody else may move
    assert bonus not in reasons(scenario, weapon, *moved)


def test_a_weapon_that_may_turn_on_its_bearer_says_how_likely_that_is() -> None:
    unit, weapon = weapons_with("HAZARDOUS")[0]
    scenario = field([(unit, (4, 4))], [("loom", (7, 4))])
    rules = scenario.rules
    hp = scenario.profiles[unit].hp_max
    risk = plural(
        "battle.odds.hazard",
        min(rules.hazard_damage, hp),
        why=rule_name("HAZARDOUS"),
        chance=percent(1 / D6_FACES),
    )
    assert risk in reasons(scenario, weapon, *SHOOT)
    pilot = open_at(scenario, *SHOOT)
    codes = [code for code, _ in pilot.screen.presenter.decision.attacks]
    pilot.press(str(codes.index(weapon) + 1))
    pilot.press("t")
    assert risk in " ".join(column(pilot))
    assert name("unit", "loom") in column(pilot)
