"""Nothing that the window of a battle writes is shortened, cut or run together, at any size."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import msgspec
import pygame
import pytest

from client.battle.battle_layout import BattleLayout, battle_layout_of
from client.battle.hud import facts_panel, odds_panel, targets_panel, turn_bar, unit_panel
from client.battle.hud.explained import ExplainedPlaces
from client.battle.hud.forecast_heading import targets_heading
from client.battle.hud.hit_areas import HitArea
from client.battle.view import cards, odds_cards, stop_facts
from client.battle.view.cards import UnitCard
from client.battle.view.odds_cards import OddsCard
from client.battle.view.offers import attack_odds, charge_odds
from client.draw.ui import panels
from client.draw.ui.style import Style
from client.text.catalogue import language, name, plural, text
from client.text.glossary import Term
from client.text.names import BattleNames
from client.tuning import load_tuning
from engine.battle.actions import Action, Activate, EndPhase, Mode
from engine.battle.marks import Marks
from engine.battle.phase import Phase
from engine.battle.scenario import Placement, Scenario
from engine.battle.scenario_files import load_scenario, packaged_materials
from engine.battle.side import Side
from engine.battle.state import AdvancePending, BattleState, Setup
from engine.battle.threat_map import threat_map
from engine.players.levels import level_names
from tests.client.battle.desk import muster, sit_down, start
from tests.client.battle.stage import MELEE, frame
from tests.client.pilot import Pilot
from tests.client.written import Frame, frame_of

LEAST = load_tuning().scale.least_points
SIZES = [
    *((850, 530), (900, 560), (1024, 600), (1280, 720), (1280, 800), (1366, 768), (1600, 900)),
    *((1920, 1080), (2560, 1440), (3840, 2160)),
]
OFFERED = [
    (size, step / 100)
    for size in SIZES
    for step in load_tuning().scale.steps
    if size[0] * 100 >= LEAST[0] * step and size[1] * 100 >= LEAST[1] * step
]
DRAWN = [
    *(
        ((850, 530), 0.75),
        ((900, 560), 0.75),
        ((900, 560), 1.0),
        ((1024, 600), 0.75),
        ((1280, 800), 1.0),
    ),
    *(((1280, 800), 1.5), ((1920, 1080), 0.75), ((1920, 1080), 2.0)),
]
ALL_MARKS = Marks(moved=True, fled=True, shot=True, charged=True, fought=True)

pytestmark = pytest.mark.usefixtures("each_language")


@functools.cache
def style_of(scale: float) -> Style:
    return Style("dusk", scale)


def layouts() -> Iterator[tuple[float, BattleLayout]]:
    """List the smallest columns of all windows, by scale and kind: what fits there fits."""
    found: dict[tuple[float, bool], BattleLayout] = {}
    for size, scale in OFFERED:
        layout = battle_layout_of(style_of(scale), size)
        key = scale, layout.narrow
        if key not in found or layout.column.size < found[key].column.size:
            found[key] = layout
    yield from ((scale, layout) for (scale, _), layout in found.items())


COLUMNS = [pytest.param(s, one, id=f"{s}-{one.column.w}x{one.column.h}") for s, one in layouts()]


@functools.cache
def everyone() -> BattleState:
    """Make a battle of every packaged unit against every other, all of TWO in the woods."""
    catalog = packaged_materials().catalog
    codes = sorted(code for faction in catalog.factions.values() for code in faction.units)
    placed = [Placement(Side.ONE, code, (column, 0)) for column, code in enumerate(codes)]
    placed += [Placement(Side.TWO, code, (column, 4)) for column, code in enumerate(codes)]
    rows = ["." * 40] * 4 + ["%" * 40] + ["." * 40] * 2
    profiles = catalog.profiles_of(codes)
    scenario: Scenario = msgspec.structs.replace(
        load_scenario("full_muster"),
        name="everyone",
        terrain=tuple(rows),
        objectives=(),
        units=tuple(placed),
        profiles=profiles,
        weapons=catalog.weapons_of(profiles.values()),
    )
    return BattleState(Setup(scenario))


@functools.cache
def unit_cards(_language: str) -> list[UnitCard]:
    """Make the card of every unit, as full as it can be."""
    state = everyone()
    names = BattleNames(state.setup)
    found = []
    for unit in state.living(Side.TWO):
        marked = state.fork()
        marked.put(msgspec.structs.replace(unit, marks=ALL_MARKS))
        codes = tuple(weapon.code for weapon in (*unit.profile.ranged, *unit.profile.melee))
        found.append(cards.unit_card(marked, unit.id, names, codes, codes[0], asked=True))
    return found


def test_no_forecast_tells_of_a_ward_that_the_target_lacks() -> None:
    state = start(muster([("sapper", (4, 4))], [("fleck", (6, 4))])).state
    sapper, fleck = state.units
    (lance,) = [one for one in sapper.profile.ranged if one.code == "thermic_lance"]
    odds = attack_odds(state, sapper, lance, fleck, Mode.VOLLEY)
    save = odds_cards.odds_card(state, sapper, odds, BattleNames(state.setup), "").chances[-1]
    assert save.needed == text("battle.none"), "piercing leaves nothing of its save"
    assert save.bad == ()


@functools.cache
def forecasts(_language: str) -> list[OddsCard]:
    """Make forecasts: every weapon at one of each kind of target that its rolls say more about."""
    state = everyone()
    names = BattleNames(state.setup)
    answer = text("battle.answer.fights", damage="10.4")
    found: dict[tuple[object, ...], OddsCard] = {}
    for unit in state.living(Side.ONE):
        for target in state.living(Side.TWO):
            for weapon in (*unit.profile.ranged, *unit.profile.melee):
                odds = attack_odds(state, unit, weapon, target, Mode.VOLLEY)
                card = odds_cards.odds_card(state, unit, odds, names, answer)
                said = tuple((one.base, one.good, one.bad) for one in card.chances)
                found[said] = card
        if unit.profile.melee:
            odds = charge_odds(state, unit, state.units[-1])
            found[unit.id,] = odds_cards.odds_card(state, unit, odds, names, answer)
    return list(found.values())


def nothing_yet() -> ExplainedPlaces:
    """Return what collects what is drawn and explained, before anything is."""
    return ExplainedPlaces(everyone().setup.rules)


def assert_whole(shown: Frame, room: pygame.Rect) -> None:
    """Check that everything that was written is whole, apart and inside *room*."""
    assert shown.lines
    assert shown.shortened == []
    assert [line for line in shown.lines if line.cut or not room.contains(line.ink)] == []
    assert list(shown.touching()) == []


def tabbed_room(style: Style, layout: BattleLayout) -> pygame.Rect:
    """Return the panel of a tab, below the head of the card."""
    head = 2 * style.px(style.layout.space.padding_tight) + unit_panel.head_height(style)
    top = layout.column.y + head + style.px(style.layout.space.gap)
    return pygame.Rect(layout.column.x, top, layout.column.w, layout.column.bottom - top)


@pytest.mark.parametrize(("scale", "layout"), COLUMNS)
def test_the_card_of_every_unit_fits(scale: float, layout: BattleLayout) -> None:
    style, rect = style_of(scale), layout.column
    for card in unit_cards(language()):
        height = unit_panel.card_height(style, card, rect.w)
        room = pygame.Rect(rect.x, rect.y, rect.w, height)
        nowhere = (-1, -1)
        shown = frame_of(
            style,
            (rect.right, rect.bottom),
            functools.partial(
                unit_panel.draw_card,
                style=style,
                rect=room,
                card=card,
                mouse=nowhere,
                explained=nothing_yet(),
            ),
        )
        assert_whole(shown, room)
        titles = {row.title for row in (*card.ranged, *card.melee)}
        assert titles <= set(shown.words)
        assert {name("mark", mark) for mark in card.marks} <= set(shown.words)
        if layout.narrow:
            body = panels.draw_panel(pygame.Surface(room.size), style, tabbed_room(style, layout))
            assert unit_panel.weapons_height(style, card, body.w) <= body.h, card.title


@pytest.mark.parametrize(("scale", "layout"), COLUMNS)
def test_every_forecast_fits(scale: float, layout: BattleLayout) -> None:
    style, rect = style_of(scale), layout.column
    for card in forecasts(language()):
        room = tabbed_room(style, layout)
        if not layout.narrow:
            room.h = odds_panel.odds_height(style, card, rect.w, narrow=False)
        elif odds_panel.odds_height(style, card, rect.w, narrow=True) > room.h:
            room = layout.column  # such a forecast takes the place of the card's head
        heading = text("battle.odds.title"), text("battle.odds.attacks-dice", dice="2D6+1")
        shown = frame_of(
            style,
            (rect.right, room.bottom),
            functools.partial(
                odds_panel.draw_odds,
                style=style,
                rect=room,
                card=card,
                heading=heading,
                explained=nothing_yet(),
                narrow=layout.narrow,
            ),
        )
        assert_whole(shown, room)
        reasons = {why.words for one in card.chances for why in (*one.good, *one.bad)}
        assert reasons <= set(shown.words)
        for part in (card.answer, card.risk):
            assert set(part.split()) <= set(" ".join(shown.words).split()), "what it may cost"


@pytest.mark.parametrize("count", [3, 9, 20])
@pytest.mark.parametrize(("scale", "layout"), COLUMNS)
def test_targets_are_all_listed_or_counted(scale: float, layout: BattleLayout, count: int) -> None:
    style, rect = style_of(scale), layout.column
    some = forecasts(language())[:count]
    room = tabbed_room(style, layout)
    if not layout.narrow:
        room.h = min(rect.h // 2, targets_panel.targets_height(style, len(some)))
    heading = targets_heading()
    areas: list[HitArea] = []
    shown = frame_of(
        style,
        (rect.right, room.bottom),
        lambda sheet: areas.extend(
            targets_panel.draw_targets(sheet, style, room, some, heading, (-1, -1), nothing_yet())
        ),
    )
    assert_whole(shown, room)
    left = len(some) - len(areas)
    counted = plural("battle.odds.more-targets", left) in shown.words
    assert counted is bool(left)
    assert len(areas) >= min(count, 3)


@pytest.mark.parametrize(("scale", "layout"), COLUMNS)
def test_all_facts_of_a_move_fit(scale: float, layout: BattleLayout) -> None:
    style, rect, state = style_of(scale), layout.column, everyone()
    for advancing in (False, True):
        for unit in state.living(Side.ONE):
            now = state.fork()
            now.active = unit.id
            now.pending = AdvancePending(6) if advancing else None
            now.phase = Phase.SHOOT if advancing else Phase.MOVE
            names = BattleNames(now.setup)
            facts = stop_facts.facts_of_move(now, unit, (unit.id, 2), names)
            danger = threat_map(now, unit.side, unit)
            most = danger.sources(unit.cell)
            facts += stop_facts.facts_of_threat(
                most, float(danger.damage[unit.cell]), names, unit.hp
            )
            hint = text("battle.fact.hint-orange")
            height = min(rect.h, facts_panel.facts_height(style, facts, hint, rect.w))
            room = pygame.Rect(rect.x, rect.y, rect.w, height)
            title = text("battle.fact.title-advance")
            shown = frame_of(
                style,
                (rect.right, rect.bottom),
                functools.partial(
                    facts_panel.draw_facts,
                    style=style,
                    rect=room,
                    facts=facts,
                    heading=title,
                    hint=hint,
                ),
            )
            assert_whole(shown, room)


@pytest.mark.parametrize(("size", "scale"), [((850, 530), 0.75), ((850, 530), 1.0), *OFFERED])
def test_the_turn_bar_fits_for_all_factions_and_players(
    size: tuple[int, int], scale: float
) -> None:
    style = style_of(scale)
    layout = battle_layout_of(style, size)
    factions = [name("faction", code) for code in packaged_materials().catalog.factions]
    sides = [*factions, *(name("side", side.value) for side in Side)]
    players = [name("player", code) for code in ("person", *level_names())]
    for number, side in enumerate(sides):
        player, phase = players[number % len(players)], list(Phase)[number % len(Phase)]
        info = turn_bar.TurnInfo(
            *(Side.TWO, phase, 5, 5, 12, (sides[-1], side), (player, player), (25, 100)),
            *(("linesman", "loom"), text("battle.speed.instant"), True, True),
        )
        explained = nothing_yet()
        draw = functools.partial(
            turn_bar.draw_turn_bar,
            style=style,
            rect=layout.turn_bar,
            info=info,
            level=layout.level,
            mouse=(-1, -1),
            explained=explained,
        )
        shown = frame_of(style, size, draw)
        assert_whole(shown, layout.turn_bar)
        counted = Term.WAITING.topic
        parts = [one.rect for one in explained.places if counted not in one.topics]
        assert len(parts) == 2 + len(Phase) + len(Side)
        assert all(layout.turn_bar.contains(part) for part in parts)
        for one, other in itertools.combinations(parts, 2):
            assert not one.colliderect(other), "the crests and figures are clear of the phases"


# Whole frames

CROWD = muster(
    [("sapper", (4, 4)), ("theodolite", (1, 1)), ("linesman", (2, 6))],
    [("loom", (8, 4)), ("fleck", (8, 7)), ("needle", (9, 2)), ("bellows", (10, 5))],
)
TO_FIGHT = (EndPhase(), EndPhase(), Activate(2))
MOMENTS: list[tuple[Scenario, tuple[Action, ...], tuple[int, int]]] = [
    (CROWD, (), (8, 4)),
    (CROWD, (Activate(0),), (5, 4)),
    (CROWD, (EndPhase(), Activate(0)), (8, 4)),
    (CROWD, (EndPhase(), Activate(1)), (8, 4)),
    (CROWD, (EndPhase(), EndPhase(), Activate(2)), (8, 4)),
    (MELEE, TO_FIGHT, (4, 4)),
]


def frames_of(pilot: Pilot, at: tuple[int, int]) -> Iterator[Frame]:
    """Show every tab, with the mouse beside the board and on it."""
    tabs = [area.name for area in pilot.screen.areas if area.name.startswith("tab ")]
    for tab in tabs or [""]:
        if tab:
            pilot.click(tab)
        yield frame(pilot)
        pilot.point_at_hex(at)
        yield frame(pilot)


def assert_frame_is_whole(pilot: Pilot, shown: Frame) -> None:
    """Check a frame; on the board names may lie over each other."""
    board, window = pilot.screen.layout.board, pygame.Rect((0, 0), pilot.screen.app.size)
    beside = [line for line in shown.lines if not board.colliderect(line.ink)]
    assert_whole(Frame(beside, shown.shortened), window)


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        pytest.param(*one, marks=() if one in DRAWN else pytest.mark.sweep, id=f"{one[0]}-{one[1]}")
        for one in OFFERED
    ],
)
def test_the_window_writes_everything_out(size: tuple[int, int], scale: float) -> None:
    for scenario, actions, at in MOMENTS:
        session = start(scenario)
        for action in actions:
            assert session.submit(session.records, action)
        pilot = sit_down(session, size, scale)
        pilot.settle()
        for shown in frames_of(pilot, at):
            assert_frame_is_whole(pilot, shown)


def test_what_does_not_fit_is_noticed() -> None:
    style = style_of(1.0)
    room = pygame.Rect(0, 0, 120, 40)

    def draw(sheet: pygame.Surface) -> None:
        words = style.writer.shorten("more than there is room for", 14, 60)
        style.writer.write(sheet, words, (0, 0), 14, style.colours.white)
        style.writer.write(sheet, "beside", (90, 0), 14, style.colours.white)
        style.writer.write(sheet, "it", (100, 0), 14, style.colours.white)

    shown = frame_of(style, room.size, draw)
    assert shown.shortened == ["more than there is room for"]
    assert [line.words for line in shown.lines if not room.contains(line.ink)] == ["beside"]
    assert list(shown.touching()) == [("beside", "it")]
