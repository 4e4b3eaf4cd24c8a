"""What a battle explains: everything that it shows, by a resting mouse and by keys."""

from __future__ import annotations

import itertools

import msgspec
import pygame
import pytest

from client.battle.hud.explanation_box import Explanation, ExplanationBox
from client.battle.view.board_topics import entries_at
from client.draw.ui.style import Style
from client.text import glossary
from client.text.catalogue import name, text
from client.text.glossary import Kind, Term, Topic, chapters, entry_of
from client.tuning import load_tuning
from engine.battle import load_scenario
from engine.battle.actions import Action, Activate, Advance, Charge, EndPhase, Wait
from engine.battle.battlefield import Terrain
from engine.battle.events import ChargeRolled
from engine.battle.phase import Phase
from engine.battle.scenario import Objective, Scenario
from tests.client.battle.desk import muster, seed_where, sit_down, start
from tests.client.battle.stage import CLOSE, FAR, GUNS, MELEE, frame, picture, pilot_after
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import FRAME, Pilot

REST = load_tuning().explanations
WOODS = tuple("." * 6 + "%" + "." * 7 + "~" if row in {3, 4} else "." * 15 for row in range(9))
COVERED = muster([("theodolite", (1, 4))], [("loom", (6, 4)), ("fleck", (9, 6))], terrain=WOODS)
SAPPERS = muster([("sapper", (4, 4))], [("loom", (8, 4))])
ANCHORED = msgspec.structs.replace(
    CLOSE, objectives=(Objective("A", ((5, 4), (5, 5))),), score_objectives=True
)


def shown(pilot: Pilot) -> Explanation | None:
    """Return what is explained now."""
    screen = pilot.screen
    return screen.explainer.explain(screen._drawing.explained, screen.picture())


def titles(pilot: Pilot) -> list[str]:
    found = shown(pilot)
    return [] if found is None else [entry.title for entry in found.entries]


def rest(pilot: Pilot, seconds: float) -> None:
    for _ in range(round(seconds / FRAME) + 1):
        pilot.frame()


def place_of(pilot: Pilot, topic: Topic) -> pygame.Rect:
    """Return the rectangle that shows a topic, as last drawn."""
    found = [one.rect for one in pilot.screen._drawing.explained.places if topic in one.topics]
    assert found, f"{topic} is not on the screen"
    return found[0]


def title_of(topic: Topic, pilot: Pilot) -> str:
    return entry_of(topic, pilot.session.state.setup.rules).title


# By mouse


TOPICS_OF_A_CARD = [
    *(glossary.stat(code) for code in ("MOVE", "T", "ARMOR_SAVE", "INVUL_SAVE", "OC", "HP")),
    *(glossary.stat(code) for code in (*glossary.WEAPON_STATS, "VALUE", "KEYWORDS")),
    *(glossary.phase(phase) for phase in Phase),
    *(Term.SIDE.topic, Term.ROUND.topic, Term.POINTS.topic, Term.GOAL.topic, Term.WAITING.topic),
    Term.LOG.topic,
]


@pytest.mark.parametrize("topic", TOPICS_OF_A_CARD, ids=lambda topic: topic.code)
def test_a_mouse_that_rests_on_something_is_told_what_it_is(topic: Topic) -> None:
    pilot = pilot_after(SAPPERS, Activate(0))
    spot = place_of(pilot, topic)
    pilot.point((spot.x + 3, spot.y + 3))
    assert shown(pilot) is None, "not while it moves"
    rest(pilot, REST.panel_seconds)
    assert title_of(topic, pilot) in titles(pilot)
    entry = entry_of(topic, pilot.session.state.setup.rules)
    assert " ".join(entry.words.split()[:4]) in " ".join(frame(pilot).words), "it is written"


def test_a_click_and_a_key_silence_the_mouse_until_it_moves() -> None:
    pilot = pilot_after(SAPPERS, Activate(0))
    spot = place_of(pilot, Term.ROUND.topic).center
    pilot.point(spot)
    rest(pilot, REST.panel_seconds)
    assert titles(pilot)
    pilot.click_at(spot)
    rest(pilot, 2)
    assert titles(pilot) == []
    pilot.point((spot[0] + 1, spot[1]))
    rest(pilot, REST.panel_seconds)
    assert titles(pilot)
    pilot.press("d")
    rest(pilot, 2)
    assert titles(pilot) == []


def test_a_mouse_explains_nothing_where_only_keys_shall() -> None:
    pilot = pilot_after(SAPPERS, Activate(0))
    app = pilot.screen.app
    app.change(msgspec.structs.replace(app.settings, explain_at_mouse=False))
    pilot.screen.lay_out()
    pilot.frame()
    pilot.point(place_of(pilot, Term.ROUND.topic).center)
    rest(pilot, REST.panel_seconds)
    assert titles(pilot) == []
    pilot.point_at_hex((8, 4))
    rest(pilot, REST.board_seconds)
    assert titles(pilot) == []
    pilot.press("i")
    pilot.frame()
    assert titles(pilot), "the keys explain all the same"


def test_the_board_is_explained_after_a_longer_rest() -> None:
    pilot = pilot_after(ANCHORED)
    pilot.point_at_hex((5, 4))
    rest(pilot, REST.panel_seconds)
    assert titles(pilot) == []
    rest(pilot, REST.board_seconds)
    assert titles(pilot) == [text("glossary.anchor-free", name="A"), name("terrain", "OPEN")]


@pytest.mark.parametrize(
    ("terrain", "at"), [(Terrain.OPEN, (5, 5)), (Terrain.COVER, (6, 3)), (Terrain.ROUGH, (14, 4))]
)
def test_each_kind_of_ground_is_explained(terrain: Terrain, at: tuple[int, int]) -> None:
    pilot = pilot_after(COVERED)
    pilot.point_at_hex(at)
    rest(pilot, REST.board_seconds)
    assert titles(pilot)[-1] == name("terrain", terrain.name)


def test_a_unit_is_named_with_its_signs() -> None:
    pilot = pilot_after(COVERED, EndPhase(), Activate(0))
    pilot.point_at_hex((6, 4))
    rest(pilot, REST.board_seconds)
    found = titles(pilot)
    assert found[0] == name("unit", "loom")
    for term in (Term.TARGET, Term.LABEL, Term.BAR, Term.COVERED):
        assert title_of(term.topic, pilot) in found


def test_the_threat_map_says_its_figures_also_where_hexes_are_small() -> None:
    pilot = pilot_after(CLOSE)
    pilot.press("d")
    pilot.frame()
    hot = next(one for one in picture(pilot).threat if one.at == (3, 4))
    pilot.point_at_hex((3, 4))
    rest(pilot, REST.board_seconds)
    assert any(hot.label in title and str(hot.count) in title for title in titles(pilot))


def test_a_button_without_words_is_named() -> None:
    pilot = pilot_after(CLOSE)
    pilot.point(pilot.area("threat").rect.center)
    words = text("battle.tip", label=text("battle.command.threat"), cap="D")
    assert words in frame(pilot).words


# By keys


def walk(pilot: Pilot, most: int = 200) -> list[Explanation]:
    """Press the key that explains until it comes round."""
    found: list[Explanation] = []
    for _ in range(most):
        pilot.press("i")
        now = shown(pilot)
        assert now is not None
        if found and now.entries == found[0].entries:
            return found
        found.append(now)
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((900, 560), 1.0)])
@pytest.mark.parametrize(
    ("scenario", "actions"),
    [(SAPPERS, ()), (SAPPERS, (Activate(0),)), (GUNS, (EndPhase(), Activate(0))), (MELEE, ())],
)
def test_a_key_walks_through_everything_that_the_panels_show(
    scenario: Scenario, actions: tuple[Action, ...], size: tuple[int, int], scale: float
) -> None:
    session = start(scenario)
    for action in actions:
        assert session.submit(session.records, action)
    mouse = sit_down(session, size, scale)
    mouse.settle()
    pilot = without_mouse(mouse)
    for tab in ("unit", "odds", "log"):
        places = pilot.screen._drawing.explained.places
        wanted = {topic for place in places for topic in place.topics}
        rules = session.state.setup.rules
        walked = {entry for one in walk(pilot) for entry in one.entries}
        assert {entry_of(topic, rules) for topic in wanted} <= walked, tab
        pilot.press("escape")
        assert not pilot.screen.explainer.is_walking
        assert pilot.session.state.active == session.state.active, "only the walk ended"
        pilot.press("shift+l")


def test_the_walk_goes_back_and_starts_at_the_cursor() -> None:
    pilot = without_mouse(pilot_after(ANCHORED))
    pilot.move_cursor((5, 4))
    pilot.press("i")
    assert titles(pilot)[0] == text("glossary.anchor-free", name="A")
    pilot.press("right")
    assert pilot.cursor == (6, 4), "arrows move the cursor, and the explanation with it"
    assert titles(pilot) == [name("terrain", "OPEN")]
    pilot.press("i")
    first = titles(pilot)
    pilot.press("shift+i")
    assert titles(pilot) == [name("terrain", "OPEN")]
    pilot.press("i")
    assert titles(pilot) == first


def test_arrows_walk_between_the_things_of_the_panels() -> None:
    pilot = without_mouse(pilot_after(SAPPERS, Activate(0)))
    move, tough = glossary.stat("MOVE"), glossary.stat("T")
    for _ in range(100):
        pilot.press("i")
        if titles(pilot) == [title_of(move, pilot)]:
            break
    pilot.press("right")
    assert titles(pilot) == [title_of(tough, pilot)]
    pilot.press("left")
    assert titles(pilot) == [title_of(move, pilot)]
    assert pilot.cursor is None, "the cursor of the board stays hidden"


def test_any_other_command_ends_the_walk_and_is_carried_out() -> None:
    pilot = without_mouse(pilot_after(SAPPERS))
    pilot.press("i")
    assert titles(pilot)
    pilot.press("tab")
    assert titles(pilot) == []
    assert pilot.session.state.active == 0


def test_what_is_walked_to_is_ringed_and_says_which_keys_lead_on() -> None:
    pilot = without_mouse(pilot_after(SAPPERS))
    pilot.press("i")
    assert text("glossary.walk", next="I", back="Esc") in frame(pilot).words


# Everything


def topics_on(pilot: Pilot) -> set[Topic]:
    """Return the topics that the panels show, and those that the board's hexes are explained by."""
    rules = pilot.session.state.setup.rules
    found = {t for place in pilot.screen._drawing.explained.places for t in place.topics}
    by_words = {entry_of(topic, rules).words: topic for c in chapters() for topic in c.topics}
    grid = pilot.session.state.field.grid
    for at in itertools.product(range(grid.columns), range(grid.rows)):
        for entry in entries_at(picture(pilot), at, pilot.screen.presenter.names, rules):
            if entry.words in by_words:
                found.add(by_words[entry.words])
    return found


def seen_topics() -> set[Topic]:
    """Play through moments that show everything; return what was explained in them."""
    found: set[Topic] = set()
    moments: list[tuple[Scenario, tuple[Action, ...], tuple[int, int] | None]] = [
        (ANCHORED, (), None),
        (ANCHORED, (Activate(0),), (5, 4)),
        (COVERED, (EndPhase(), Activate(0)), (9, 6)),
        (COVERED, (EndPhase(), Activate(0)), None),
        (FAR, (EndPhase(), Activate(0), Advance()), None),
        (CLOSE, (EndPhase(), EndPhase(), Activate(0)), (7, 4)),
        (MELEE, (), None),
        (load_scenario("long_siege"), (), None),
    ]
    for scenario, actions, at in moments:
        pilot = pilot_after(scenario, *actions)
        pilot.press("d")
        if at is not None:
            pilot.point_at_hex(at)
        pilot.frame()
        found |= topics_on(pilot)
    return found


def test_every_term_of_the_glossary_is_shown_and_explained_somewhere() -> None:
    seen = {topic.code for topic in seen_topics() if topic.kind is Kind.TERM}
    asked = pilot_after(FAR, EndPhase())
    asked.click_unit(0)
    asked.press("a")
    seen |= {topic.code for topic in topics_on(asked) if topic.kind is Kind.TERM}
    seen |= {topic.code for topic in topics_on(pilot_zoomed()) if topic.kind is Kind.TERM}
    charging = charged()
    seen |= {topic.code for topic in topics_on(charging) if topic.kind is Kind.TERM}
    assert {term.value for term in Term} - seen == set()


def pilot_zoomed() -> Pilot:
    """Return a battle whose board does not fit, with a unit that has acted."""
    pilot = pilot_after(FAR, Activate(0), Wait())
    for _ in range(8):
        pilot.press("+")
    return pilot


def charged() -> Pilot:
    """Return a battle in which a charge has reached its target, with a unit that is done."""
    scenario = muster([("linesman", (4, 4)), ("linesman", (2, 2))], [("loom", (7, 4))])
    actions = (EndPhase(), EndPhase(), Activate(0), Charge(2))
    seed = seed_where(
        scenario,
        actions,
        lambda events: any(isinstance(one, ChargeRolled) and one.reached for one in events),
    )
    return pilot_after(scenario, *actions, seed=seed)


# The box


SIZES = [(850, 530), (1024, 600), (1280, 800), (1920, 1080), (3840, 2160)]


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        (size, step / 100)
        for size in SIZES
        for step in load_tuning().scale.steps
        if size[0] * 100 >= 850 * step and size[1] * 100 >= 530 * step
    ],
)
def test_explanations_fit_at_every_size_and_scale(size: tuple[int, int], scale: float) -> None:
    style, window = Style("dusk", scale), pygame.Rect((0, 0), size)
    rules = load_scenario("crossroads").rules
    entries = [entry_of(topic, rules) for chapter in chapters() for topic in chapter.topics]
    note = text("glossary.walk", next="I", back="Esc")
    groups = [entries[at : at + 6] for at in range(0, len(entries), 6)]
    corners = [window.topleft, window.topright, window.bottomleft, window.bottomright]
    for group in groups:
        box = ExplanationBox(style, window, group, note)
        for entry in group:
            assert " ".join(entry.words.split()) in box.words, "nothing is left out"
        for corner in (*corners, window.center):
            beside = pygame.Rect(0, 0, style.px(40), style.px(20))
            beside.center = corner
            beside.clamp_ip(window)
            place = box.place(beside)
            assert window.contains(place)
            assert not place.colliderect(beside), "what it is about stays in sight"
