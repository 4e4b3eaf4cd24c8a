"""The recap of the opponent's turn: folded from the events, shown until a click or a key."""

from __future__ import annotations

import collections

import msgspec
import pygame
import pytest

from client.battle.model.session import Session
from client.battle.playback.recap import Recap, RecapAttack, RecapReader
from client.battle.playback.scene import Scene
from client.battle.view.recap_view import recap_lines
from client.settings import HandOver, Pace, Settings
from client.text.catalogue import plural, text
from client.text.names import BattleNames
from engine.battle.events import (
    AttackMade,
    Event,
    HazardRolled,
    ObjectiveTaken,
    PointsScored,
    TurnBegan,
    UnitDestroyed,
    UnitMoved,
)
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, sit_down, start
from tests.client.battle.stage import picture
from tests.client.battle.test_event_animator import RARE, START
from tests.client.pilot import Pilot, greedy
from tests.engine.walk import PACKAGED, mostly_slow

BOTS = ("bot:greedy", "bot:random")


def turns(session: Session) -> list[list[Event]]:
    """Return the events of each turn that has begun."""
    found: list[list[Event]] = []
    for event in (event for batch in session.history for event in batch.events):
        if isinstance(event, TurnBegan):
            found.append([])
        if found:
            found[-1].append(event)
    return found


def check_figures(recap: Recap, events: list[Event]) -> None:
    """Check every figure of a recap against the events, counted in another way."""
    attacks = [event for event in events if isinstance(event, AttackMade)]
    assert [one.path for one in recap.moves] == [
        event.path for event in events if isinstance(event, UnitMoved)
    ]
    pairs = collections.Counter((event.unit, event.target, event.melee) for event in attacks)
    counted: collections.Counter[tuple[int, int, bool]] = collections.Counter()
    for one in recap.attacks:
        counted[one.unit, one.target, one.melee] += one.attacks
    assert counted == pairs
    assert sum(one.lost for one in recap.attacks) == sum(event.lost for event in attacks)
    lost: collections.Counter[int] = collections.Counter()
    for event in events:
        if isinstance(event, AttackMade):
            lost[event.target] += event.lost
        elif isinstance(event, HazardRolled):
            lost[event.unit] += event.lost
    dead = {event.unit: event.hex for event in events if isinstance(event, UnitDestroyed)}
    assert {one.unit: one.lost for one in recap.losses} == {k: n for k, n in lost.items() if n}
    assert {one.unit: one.at for one in recap.losses if one.destroyed} == dead
    assert recap.points == sum(e.points for e in events if isinstance(e, PointsScored))
    assert len(recap.taken) == sum(isinstance(event, ObjectiveTaken) for event in events)


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("scenario", mostly_slow(PACKAGED))
def test_a_recap_is_what_the_events_say_and_its_scene_that_of_the_state(
    scenario: str, seed: int
) -> None:
    session = start(scenario, BOTS, seed)
    reader = RecapReader(session)
    while session.game.result is None:
        session.request_decision()
        assert session.poll()
        reader.read()
        assert reader.scene == Scene.from_state(session.state)
    assert reader.turns == len(turns(session))
    for events, side in last_turns(session):
        recap = reader.recap_of(side)
        assert recap is not None
        check_figures(recap, events)


def last_turns(session: Session) -> list[tuple[list[Event], Side]]:
    """Return the latest turn of each side."""
    found: dict[Side, list[Event]] = {}
    for events in turns(session):
        began = events[0]
        assert isinstance(began, TurnBegan)
        found[began.side] = events
    return [(events, side) for side, events in found.items()]


def play_until_own_turn(pilot: Pilot) -> None:
    """Play the person's turn, and wait until the opponent's is over."""
    number = len(turns(pilot.session))
    while len(turns(pilot.session)) < number + 2 and not pilot.screen.presenter.over:
        pilot.settle()
        pilot.do(greedy(pilot.session))
    pilot.frame()


def after_a_turn(pace: Pace = Pace.INSTANT) -> Pilot:
    pilot = sit_down(start("first_landing", AGAINST_BOT, seed=3), pace=pace)
    pilot.settle()
    play_until_own_turn(pilot)
    return pilot


@pytest.mark.parametrize("pace", [Pace.INSTANT, Pace.FASTEST])
def test_after_the_opponents_turn_the_board_shows_what_it_did(pace: Pace) -> None:
    pilot = after_a_turn(pace)
    recap = pilot.screen.recap.shown
    assert recap is not None
    events = turns(pilot.session)[-2]
    check_figures(recap, events)
    shown = picture(pilot)
    moved = [event.path for event in events if isinstance(event, UnitMoved)]
    assert [way.hexes for way in shown.ways] == moved
    lost = [event.lost for event in events if isinstance(event, AttackMade)]
    assert sum(-int(loss.label.replace("−", "-")) for loss in shown.losses) == sum(lost)
    destroyed = {event.hex for event in events if isinstance(event, UnitDestroyed)}
    assert {loss.at for loss in shown.losses if loss.destroyed} == destroyed
    assert moved
    assert sum(lost)


def test_a_recap_in_words_has_the_figures_of_the_events() -> None:
    pilot = after_a_turn()
    events = turns(pilot.session)[-2]
    told = picture(pilot).told
    assert (
        plural("battle.recap.moved", len({e.unit for e in events if isinstance(e, UnitMoved)}))
        in told
    )
    names, person = BattleNames(pilot.session.state.setup), Side.ONE
    made = collections.Counter(
        names.side_of(event.unit) for event in events if isinstance(event, AttackMade)
    )
    assert made
    for side, count in made.items():
        assert plural("battle.recap.attacks", count, side=names.side(side)) in told
    lost = sum(event.lost for event in events if isinstance(event, AttackMade))
    assert plural("battle.recap.side-lost", lost, side=names.side(person)) in told


def test_attacks_of_each_side_are_counted_apart_in_the_turn_of_one() -> None:
    setup = start("first_landing").state.setup
    names = BattleNames(setup)
    own, foe = (setup.sides.index(side) for side in Side)
    recap = Recap(
        Side.TWO,
        1,
        2,
        attacks=(
            RecapAttack(foe, own, (0, 0), (0, 1), melee=True, attacks=7, lost=3),
            RecapAttack(own, foe, (0, 1), (0, 0), melee=True, attacks=2, lost=0),
        ),
    )
    lines = recap_lines(recap, names)
    assert lines[1:3] == ["Murmur made 7 attacks.", "Ordinate made 2 attacks."]


def test_all_that_a_unit_lost_is_summed_whatever_took_it() -> None:
    recap, scene = Recap(Side.ONE, 1, 1), START
    hit = RARE[-1]
    assert isinstance(hit, AttackMade)
    for event in (
        msgspec.structs.replace(hit, lost=2, hp_left=7),
        msgspec.structs.replace(hit, lost=0, hp_left=7),
        msgspec.structs.replace(hit, lost=3, hp_left=4),
        HazardRolled(hit.target, "chord", 1, 1, 3),
        HazardRolled(hit.unit, "chord", 1, 1, 1),
    ):
        recap, scene = recap.with_event(event, scene), scene.apply(event)
    assert {one.unit: one.lost for one in recap.losses} == {hit.target: 6, hit.unit: 1}
    (attack,) = recap.attacks
    assert (attack.attacks, attack.lost) == (3, 5)


def test_a_turn_in_which_nothing_happened_says_so() -> None:
    names = BattleNames(start("first_landing").state.setup)
    assert recap_lines(Recap(Side.TWO, 2, 1), names)[1:] == [text("battle.recap.nothing")]


@pytest.mark.parametrize("way", ["click", "right click", "key", "unknown key"])
def test_a_recap_stays_until_the_first_click_or_key_which_does_what_it_does(way: str) -> None:
    pilot = after_a_turn()
    for _ in range(20):
        pilot.frame()
    pilot.point_at_hex((4, 4))
    pilot.wheel(1)
    assert pilot.screen.recap.shown is not None, "looking around does not end it"
    match way:
        case "click":
            unit = next(iter(pilot.session.state.living(Side.ONE)))
            pilot.click_unit(unit.id)
            assert pilot.session.state.active == unit.id, "the click is not lost"
        case "right click":
            pilot.step_back()
        case "key":
            pilot.press("tab")
            assert pilot.session.state.active is not None
        case _:
            pilot.press("k")
    assert pilot.screen.recap.shown is None
    assert picture(pilot).told == ()
    assert picture(pilot).losses == ()


def test_its_key_and_its_button_show_the_recap_again() -> None:
    pilot = after_a_turn()
    first = pilot.screen.recap.shown
    pilot.press("k")
    pilot.press("r")
    assert pilot.screen.recap.shown == first
    pilot.press("shift+right")
    assert pilot.screen.recap.shown == first, "the keys of the view do not end it"
    pilot.press("r")
    assert pilot.screen.recap.shown is None
    pilot.click("recap")
    assert pilot.screen.recap.shown == first
    pilot.click("recap")
    assert pilot.screen.recap.shown is None


def test_a_recap_and_an_explanation_are_never_drawn_over_each_other() -> None:
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    while not (pilot.session.state.round == 2 and pilot.session.awaits_person):
        pilot.settle()
        pilot.do(greedy(pilot.session))
    pilot.settle()
    screen = pilot.screen
    for keys, recapped in (("x", False), ("r", True), ("x", False), ("r", True), ("h", False)):
        pilot.press(keys)
        pilot.frame()
        assert (screen.recap.shown is not None) is recapped, keys
        assert (screen.advice.kind is None) is recapped, keys
        assert bool(picture(pilot).hints) is not recapped
        assert bool(picture(pilot).ways) is recapped


def test_before_the_opponents_first_turn_there_is_none_to_see() -> None:
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    pilot.settle()
    pilot.press("r")
    assert pilot.screen.recap.shown is None
    said = pilot.screen.presenter.said
    assert said is not None
    assert said.words == text("battle.recap.none")
    assert "recap" not in pilot.actions()


def test_a_recap_that_is_switched_off_is_shown_by_its_key_alone() -> None:
    pilot = sit_down(start("first_landing", AGAINST_BOT, seed=3))
    pilot.screen.app.change(Settings(pace=Pace.INSTANT, show_recap=False))
    pilot.screen.lay_out()
    pilot.settle()
    play_until_own_turn(pilot)
    assert pilot.screen.recap.shown is None
    pilot.press("r")
    assert pilot.screen.recap.shown is not None


@pytest.mark.parametrize("way", [HandOver.BANNER, HandOver.OFF])
def test_who_takes_over_sees_what_the_other_person_did(way: HandOver) -> None:
    pilot = sit_down(start("first_landing", PEOPLE, seed=3), hand_over=way)
    pilot.settle()
    side = pilot.session.state.side
    while pilot.session.state.side is side:
        pilot.do(greedy(pilot.session))
    if way is HandOver.BANNER:
        assert pilot.screen.recap.shown is None
        pilot.press("return")
    pilot.frame()
    recap = pilot.screen.recap.shown
    assert (recap is not None) == (way is HandOver.BANNER), "who saw it all needs no recap"
    assert recap is None or recap.side is side


def test_after_a_take_back_everything_is_read_anew() -> None:
    session = start("first_landing", PEOPLE)
    reader = RecapReader(session)
    for _ in range(3):
        assert session.submit(session.records, greedy(session))
        reader.read()
    before = reader.scene
    while not session.can_undo:
        assert session.submit(session.records, greedy(session))
    session.undo()
    reader.read()
    assert reader.scene == Scene.from_state(session.state)
    assert before is not reader.scene
    assert RecapReader(session).recap_of(Side.ONE) == reader.recap_of(Side.ONE)


def test_a_recap_draws_nothing_outside_its_board() -> None:
    pilot = after_a_turn()
    surface = pygame.Surface(pilot.screen.app.size)
    pilot.screen.draw(surface)
    assert surface.get_clip() == surface.get_rect()
