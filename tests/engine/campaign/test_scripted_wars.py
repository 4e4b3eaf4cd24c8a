"""Scripted games of what houses do to each other: letters, sight, fights, sieges, spies (C5 to C9).

Chance decides much of it, so that a game is played for seeds until what it is about happens.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from engine.campaign.events import (
    Blockaded,
    Bombarded,
    EffectEnded,
    IncomeCollected,
    PactBroken,
    PrestigeChanged,
    SpaceFight,
    SpyMissionDone,
    TreatyMade,
    WarBegan,
    WreckageSalvaged,
)
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Condition, Field, Message, Posture, Stance
from tests.engine.campaign.build_orders import (
    FOE,
    ME,
    THIRD,
    change_world,
    fleet,
    garrison,
    set_level,
    set_stance,
    set_treasury,
)
from tests.engine.campaign.scripted_game import ScriptedGame, small_state


def at_war(seed: int = 5) -> CampaignState:
    """Return the small campaign with a war between askerry and tolvane, who have money."""
    state = small_state()
    state.setup = replace(state.setup, seed=seed)
    set_stance(state, FOE, Stance.WAR)
    for house in (ME, FOE):
        set_treasury(state, 500, house)
    return state


def yields(game: ScriptedGame, house: str) -> int:
    (found,) = (event for event in game.events(IncomeCollected) if event.house == house)
    return found.yields


def pacts(game: ScriptedGame, house: str) -> int:
    (found,) = (event for event in game.events(IncomeCollected) if event.house == house)
    return found.pacts


# Letters


def test_c8_houses_sign_keep_and_break_a_pact_and_go_to_war_and_make_peace() -> None:
    state = small_state()
    fleet(state, "w21", "scout")
    game = ScriptedGame(state)
    assert game.refusal("blockade askerry.f1 w02") == "C9.7"
    game.turn(f"diplomacy pact {FOE}", tolvane=(f"diplomacy pact {ME}",))
    assert game.events(TreatyMade) == [TreatyMade(Message.PACT, (ME, FOE))]
    assert (pacts(game, ME), pacts(game, FOE), pacts(game, THIRD)) == (4, 4, 0)
    assert "w02" in game.campaign.view(ME).seen
    assert game.refusal("spy_mission sabotage w02") == "C8.4"
    game.turn(f"diplomacy break {FOE}")
    assert game.events(PactBroken) == [PactBroken(ME, FOE)]
    assert PrestigeChanged(ME, "pact_broken", -8) in game.events(PrestigeChanged)
    assert (pacts(game, ME), pacts(game, FOE)) == (0, 0)
    for _ in range(4):
        assert game.refusal(f"diplomacy pact {THIRD}") == "C8.6"
        assert game.refusal(f"diplomacy pact {ME}", house=THIRD) == "C8.6"
        game.turn()
    assert game.refusal(f"diplomacy pact {THIRD}") is None
    game.turn(tolvane=(f"diplomacy declare {ME}",))
    (war,) = game.events(WarBegan)
    assert (war.houses, war.declared) == ((ME, FOE), (FOE,))
    assert game.state.treaty(ME, FOE).stance is Stance.WAR
    game.turn(f"diplomacy peace {FOE}")
    game.turn(tolvane=(f"diplomacy accept {ME}",))
    signed = game.campaign.turn - 1
    assert game.events(TreatyMade) == [TreatyMade(Message.PEACE, (ME, FOE))]
    while game.campaign.turn < signed + 4:
        assert game.refusal(f"diplomacy declare {FOE}") == "C8.5"
        game.turn()
    assert game.refusal(f"diplomacy declare {FOE}") is None


# Sight


def test_c5_a_house_knows_what_it_sees_and_remembers_what_it_saw() -> None:
    state = small_state()
    scout = fleet(state, "w00", "scout")
    raider = fleet(state, "w02", "corvette", "transport", house=FOE, aboard=("kite",))
    game = ScriptedGame(state)
    (seen,) = game.campaign.view(ME).sightings["w02"].fleets
    assert (seen.house, seen.attack) == (FOE, 3)
    assert not hasattr(seen, "units")
    game.turn(f"move {scout.id} w01", tolvane=(f"move {raider.id} w21", "build w02 battery"))
    view = game.campaign.view(ME)
    assert "w02" not in view.seen
    assert view.sightings["w02"].turn == 1
    assert view.sightings["w02"].batteries == 2
    assert game.state.worlds["w02"].batteries == 3
    assert "w21" not in view.sightings
    game.turn(f"move {scout.id} w00")
    assert game.campaign.view(ME).sightings["w02"].batteries == 3


# Fights


def fight(state: CampaignState, name: str, world: str = "w02") -> tuple[ScriptedGame, SpaceFight]:
    """Play a turn in which a fleet of askerry comes to bombard a world, and return the fight."""
    game = ScriptedGame(state)
    game.turn(f"bombard {name} {world}")
    (found,) = game.events(SpaceFight)
    return game, found


def test_c9_3_a_starbase_is_built_helps_is_crippled_and_repaired() -> None:
    for seed in range(20):
        state = at_war(seed)
        change_world(state, "w02", batteries=0)
        name = fleet(state, "w00", *["cruiser"] * 3, "scout", posture=Posture.HOLD).id
        game = ScriptedGame(state)
        game.turn(tolvane=("build w02 starbase",))
        assert game.state.worlds["w02"].starbase is Condition.SOUND
        game.turn(f"bombard {name} w02")
        (hit,) = game.events(SpaceFight)
        side = hit.houses.index(FOE)
        assert hit.volleys[0].modifiers[side] == 1
        assert hit.volleys[0].attack[side] == 10
        if hit.starbase is Condition.CRIPPLED:
            break
    assert game.state.worlds["w02"].starbase is Condition.CRIPPLED
    assert hit.volleys[-1].attack[side] in {5, 10}
    game.turn(f"move {name} w00")
    assert game.refusal("build w02 starbase", house=FOE) == "C3.6"
    game.turn(tolvane=("repair w02 starbase",))
    assert game.state.worlds["w02"].starbase is Condition.SOUND


def blinded() -> Iterator[ScriptedGame]:
    """Yield games in which askerry has blinded the starbase of tolvane."""
    for seed in range(20):
        state = at_war(seed)
        change_world(state, "w02", batteries=0, starbase=Condition.SOUND)
        fleet(state, "w00", *["corvette"] * 2, "scout", posture=Posture.HOLD)
        game = ScriptedGame(state)
        game.turn("spy_mission blind w02")
        if game.events(SpyMissionDone)[0].succeeded:
            yield game


def test_c7_4_a_blinded_starbase_counts_as_crippled_in_exactly_two_conflicts() -> None:
    games = blinded()
    for turns, attack in ((0, 5), (1, 5), (2, 10)):
        game = next(games)
        game.turns(turns)
        (name,) = (one.id for one in game.state.fleets_of(ME))
        game.turn(f"bombard {name} w02")
        (found,) = game.events(SpaceFight)
        side = found.houses.index(FOE)
        volley = found.volleys[0]
        assert (volley.attack[side], volley.modifiers[side]) == (attack, int(attack == 10))
        if turns < 2:
            assert game.state.worlds["w02"].starbase is Condition.SOUND


@pytest.mark.parametrize(("weapons", "attack"), [(0, 32), (1, 34), (5, 50)])
def test_c6_3_weapons_change_what_ships_strike_with_in_a_game(weapons: int, attack: int) -> None:
    state = at_war()
    name = fleet(state, "w00", *["battleship"] * 2, "scout").id
    set_level(state, ME, Field.WEAPONS, weapons)
    set_level(state, FOE, Field.WEAPONS, 5)
    _, found = fight(state, name)
    side = found.houses.index(ME)
    assert found.volleys[0].attack[side] == attack
    assert found.volleys[0].attack[1 - side] == 2 * 4  # batteries of 3, and 60 % more


def test_c6_3_defence_changes_how_much_ground_defences_bear_in_a_game() -> None:
    left = {0: 0, 5: 0}
    for seed in range(12):
        for level in left:
            state = at_war(seed)
            change_world(state, "w02", batteries=3)
            set_level(state, FOE, Field.DEFENCE, level)
            name = fleet(state, "w00", *["corvette"] * 3, "scout", posture=Posture.HOLD).id
            game, _ = fight(state, name)
            left[level] += game.state.worlds["w02"].batteries
    assert left[0] < left[5]


def test_c3_8_whoever_keeps_the_sky_salvages_what_was_lost() -> None:
    state = at_war()
    change_world(state, "w02", batteries=0)
    fleet(state, "w02", *["corvette"] * 2, house=FOE, posture=Posture.HOLD)
    name = fleet(state, "w00", *["battleship"] * 3, "scout").id
    game, found = fight(state, name)
    lost = [ship.hull for side in found.lost for ship in side]
    assert lost == ["corvette"] * 2
    assert game.events(WreckageSalvaged) == [WreckageSalvaged(ME, "w02", 50 * 20 // 100)]
    rows = [row.amount for row in game.state.ledger if row.kind.value == "wreckage"]
    assert rows == [10]
    assert PrestigeChanged(ME, "space_fight", 2) in game.events(PrestigeChanged)


# Sieges


def test_c9_7_a_blockade_halves_the_yield_and_stops_work_and_hungers_the_garrison() -> None:
    state = at_war()
    change_world(state, "w02", batteries=0)
    (unit,) = garrison(state, "w02", "captain")
    name = fleet(state, "w00", "corvette", "scout").id
    game = ScriptedGame(state)
    game.turn()
    free = yields(game, FOE)
    people = game.state.worlds["w02"].population
    game.turn(f"blockade {name} w02", tolvane=("build w02 corvette", "muster w02 kite"))
    assert [(event.turns, event.starving) for event in game.events(Blockaded)] == [(1, False)]
    assert yields(game, FOE) == free // 2
    assert game.state.worlds["w02"].population == people
    assert [one.id for one in game.state.worlds["w02"].garrison] == [unit.id]
    for order, rule in (
        ("build w02 corvette", "C3.6"),
        ("muster w02 kite", "C3.7"),
        ("repair w02 starbase", "C3.6"),
    ):
        assert game.refusal(order, house=FOE) == rule
    game.turn()
    assert [(event.turns, event.starving) for event in game.events(Blockaded)] == [(2, True)]
    assert game.state.worlds["w02"].garrison[0].hp == unit.hp - 1
    game.turn(f"move {name} w00")
    assert game.state.worlds["w02"].blockaded == 0
    assert yields(game, FOE) >= free
    assert game.refusal("build w02 corvette", house=FOE) is None


def test_c9_8_a_bombardment_hurts_burns_and_darkens_for_twelve_turns() -> None:
    for seed in range(60):
        state = at_war(seed)
        change_world(state, "w02", batteries=0)
        garrison(state, "w02", "captain", "skiff")
        name = fleet(state, "w00", *["siege_ship"] * 2, "scout").id
        game = ScriptedGame(state)
        game.turn(f"bombard {name} w02")
        (event,) = game.events(Bombarded)
        assert len(event.rolls) == 12
        assert event.industry == 2 * sum(roll >= 9 for roll in event.rolls)
        assert len(event.units) == sum(5 <= roll <= 8 for roll in event.rolls)
        assert game.state.worlds["w02"].industry == 50 - event.industry
        assert PrestigeChanged(ME, "bombardment", -1) in game.events(PrestigeChanged)
        if event.darkened:
            break
    assert PrestigeChanged(ME, "anchor_darkened", -2) in game.events(PrestigeChanged)
    assert game.state.lit("w02") == 4
    game.turn(f"move {name} w00")
    game.turns(10)
    assert (game.campaign.turn, game.state.lit("w02")) == (13, 4)
    game.turn()
    assert game.state.lit("w02") == 5


# Spies


def test_c7_4_an_incited_world_yields_half_for_exactly_three_harvests() -> None:
    for seed in range(20):
        state = at_war(seed)
        fleet(state, "w00", "scout")
        game, plain = ScriptedGame(state), ScriptedGame(state.fork())
        idle = ("research 0 -",)
        game.turn("spy_mission incite w02", tolvane=idle)
        plain.turn(tolvane=idle)
        if game.events(SpyMissionDone)[0].succeeded:
            break
    shares = []
    for harvest in range(4):
        shares.append((yields(game, FOE), yields(plain, FOE)))
        assert bool(game.state.effects) == (harvest < 2)
        assert bool(game.events(EffectEnded)) == (harvest == 2)
        game.turn()
        plain.turn()
    assert [incited == full // 2 for incited, full in shares] == [True, True, True, False]
    assert shares[3][0] == shares[3][1]


def test_c7_4_a_survey_shows_the_garrison_for_exactly_two_turns() -> None:
    for seed in range(20):
        state = at_war(seed)
        garrison(state, "w02", "captain", "kite")
        fleet(state, "w00", "scout")
        game = ScriptedGame(state)
        game.turn("spy_mission survey w02")
        if game.events(SpyMissionDone)[0].succeeded:
            break
    known = []
    for _ in range(4):
        surveys = game.campaign.view(ME).surveys
        known.append([one.world for one in surveys if one.until >= game.campaign.turn])
        game.turn()
    assert known == [["w02"], ["w02"], [], []]


def test_c7_5_a_spy_that_is_caught_costs_prestige_and_gives_a_cause_for_war() -> None:
    for seed in range(60):
        state = at_war(seed)
        set_stance(state, FOE, Stance.NEUTRAL)
        set_stance(state, THIRD, Stance.WAR)
        fleet(state, "w02", "corvette")
        game = ScriptedGame(state)
        game.turn("spy_mission sabotage w02")
        (done,) = game.events(SpyMissionDone)
        if done.exposed:
            break
    assert not done.succeeded
    assert done.roll <= 5
    assert PrestigeChanged(ME, "exposed", -2) in game.events(PrestigeChanged)
    game.turn(tolvane=(f"diplomacy declare {ME}",))
    assert [event.houses for event in game.events(WarBegan)] == [(ME, FOE)]
    assert not [e for e in game.events(PrestigeChanged) if e.code == "war_without_cause"]
