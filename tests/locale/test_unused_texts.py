"""Every text of the catalogue is asked for by some code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, get_args

from client.battle.model.scenario_filter import Armies, Origin, Size
from client.key_bindings import KeyTable
from client.sound.sound_list import Group
from client.terminal.campaign.end_rows import CHARTS
from client.terminal.campaign.landing_answers import ANSWERS
from client.terminal.campaign.session import COMMANDS
from client.terminal.campaign.shorthands import COMMANDS as SHORT_COMMANDS
from client.text.campaign.report import Group as ReportGroup
from client.tutorial.lesson import packaged_lessons
from client.tutorial.lesson_text import varieties_of
from client.worker.decisions import Substitution
from engine.battle.actions import Action, Mode
from engine.battle.phase import Phase
from engine.campaign.orders import VERBS
from engine.campaign.vocabulary import LANDINGS, Ending, Message, Spying, Work
from engine.players.puzzles import THEMES
from engine.system_errors import GROUP, KNOWN
from scripts.compile_catalogues import find_catalogues, read_catalogue, texts_of
from tests.locale.campaign_codes import SHIPS_LOST, TIMED, UNITS_LOST

ROOT = Path(__file__).parents[2]
ASKING = ("client", "engine", "hexfront", "training")
HOLE = "{}"


def lower(phases: Iterable[Phase]) -> list[str]:
    return [phase.value.lower() for phase in phases]


FIGURES = ["shot", "no-shot", "charge", "worth", "place", "risk", "won", "lost"]

Filling: TypeAlias = str | tuple[str, ...]
STEPS = [(lesson, step) for lesson in packaged_lessons() for step in lesson.steps]
"""Every step of every lesson."""

TRUTHS = (
    *("ask-before-end", "ask-to-advance", "show-recap", "teaching", "explain-at-mouse"),
    *("fullscreen", "reduce-motion", "muted"),
)
"""The settings that are on or off."""

FAMILIES: dict[str, Sequence[Filling]] = {
    "advice.option.{}": [verb.word for verb in get_args(Action)],
    "battle.ask.pick-{}": lower([Phase.MOVE, Phase.SHOOT, Phase.CHARGE]),
    "battle.box.end-{}": lower([Phase.MOVE, Phase.SHOOT, Phase.CHARGE]),
    "battle.fact.title-{}": lower([Phase.MOVE, Phase.CHARGE]),
    "battle.odds.{}": ["row", "row-short"],
    "battle.threat.{}": ["both", "shots", "charge"],
    "battle.tip.{}": [mode.value.lower() for mode in Mode],
    "filter.{}": ["origin", "size", "armies", "faction"],
    "filter.{}.{}": [
        (row, one.value)
        for row, ones in (("origin", Origin), ("size", Size), ("armies", Armies))
        for one in ones
    ],
    "help.mouse.{}": ["left", "right", "wheel", "drag"],
    "help.page.{}": ["keys", "words"],
    "lesson.{}": [lesson.code for lesson in packaged_lessons()],
    "lesson.{}.about": [lesson.code for lesson in packaged_lessons()],
    "lesson.{}.{}": [(lesson.code, step.code) for lesson, step in STEPS if not varieties_of(step)],
    "lesson.{}.{}.{}": [
        (lesson.code, step.code, variety)
        for lesson, step in STEPS
        for variety in varieties_of(step)
    ],
    "campaign-end.battle-{}": ["won", "lost"],
    "campaign-end.chart-{}": CHARTS,
    "campaign-end.why-{}": ["anchors", "lot"],
    "campaign-help.{}": VERBS,
    "campaign-help.{}-command": COMMANDS,
    "campaign-help.{}-answer": ANSWERS,
    "campaign-help.named-{}": ["fleet", "ship", "fighter", "world"],
    "campaign-play.mistyped-{}": SHORT_COMMANDS,
    "campaign-play.first-{}": ["attacker", "defender"],
    "campaign-play.group-{}": list(ReportGroup),
    "campaign-play.offer-{}": sorted(LANDINGS),
    "campaign-play.offered-{}": [Message.PACT, Message.PEACE],
    "campaign-play.waiting-{}": [Message.PACT, Message.PEACE],
    "campaign-play.odds-accept-{}": [Message.PACT, Message.PEACE],
    "campaign-play.odds-landing-{}": ["exact", "rough"],
    "campaign-report.done-{}": list(Work),
    "campaign-report.end-{}": [*Ending, "nobody"],
    "campaign-report.fleet-{}": ["fled", "trapped"],
    "campaign-report.landing-{}": ["drawn", "chance"],
    "campaign-report.message-{}": list(Message),
    "campaign-report.no-landing-{}": sorted(LANDINGS),
    "campaign-report.over-{}": TIMED,
    "campaign-report.ships-{}": SHIPS_LOST,
    "campaign-report.spied-{}": list(Spying),
    "campaign-report.treaty-{}": [Message.PACT, Message.PEACE],
    "campaign-report.units-{}": [code.replace("_", "-") for code in UNITS_LOST],
    "campaign-report.{}": [
        *("starving", "besieged", "darkened", "bombarded", "taken", "taken-unfought"),
    ],
    "controls.{}": [table.value for table in KeyTable],
    "load.{}": ["autosaves", "finished"],
    "log.{}": [reason.value for reason in Substitution],
    "report.action.{}": [verb.word for verb in get_args(Action)],
    "puzzle.ask.{}": THEMES,
    "puzzle.question.{}": THEMES,
    "puzzle.theme.{}": THEMES,
    "puzzle.{}.{}": [
        (role, kind)
        for role in ("option", "yours")
        for kind in ("shoot", "charge", "move", "advance", "wait")
    ],
    "puzzle.figures.{}": FIGURES,
    "puzzle.{}.{}.{}": [
        *(("best", *one) for one in (("shot", "shoot"), ("charge", "charge"), ("worth", "wait"))),
        *(
            ("other", *one)
            for one in (
                *(("shot", "shoot"), ("no-shot", "wait")),
                *(("charge", "charge"), ("worth", "wait")),
            )
        ),
        *(
            (role, kind, way)
            for role, kinds in (
                ("best", ("place", "risk", "won")),
                ("other", ("place", "risk", "lost")),
            )
            for kind in kinds
            for way in ("move", "wait", "advance")
        ),
    ],
    "settings.{}": TRUTHS,
    "sound-settings.{}": [group.value for group in Group],
    "terminal.{}_needed": ["hit", "wound", "save"],
    "{}-free": [
        *("campaign-report.sky-kept", "campaign-report.parting", "campaign-report.recovered"),
        *("campaign-report.landing-beaten-off", "campaign-report.struck-down"),
    ],
    "{}-numbered": ["log.moves", "log.flees", "log.advances", "log.charges"],
    "{}.{}": [(f"settings.{one}", answer) for one in TRUTHS for answer in ("yes", "no")]
    + [(GROUP, code) for code in KNOWN],
    "{}.single": ["advice.option.SHOOT", "advice.option.FIGHT"],
    "{}.text": ["app.autosave.failed", "app.autosave.left", "load.in-use", "load.unwritten"],
}
"""Keys that code puts together: as it writes them, and what it fills in, a tuple into several."""


def members_of(families: Mapping[str, Sequence[Filling]]) -> set[str]:
    return {
        template.format(*((one,) if isinstance(one, str) else one))
        for template, ones in families.items()
        for one in ones
    }


def constants(trees: Iterable[ast.AST]) -> set[str]:
    """Return the texts that code writes as they are."""
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def templates(trees: Iterable[ast.AST]) -> Iterator[str]:
    """Yield the texts that code puts together, with a hole for each part that is filled in."""
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(
                    part.value
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    else HOLE
                    for part in node.values
                )


def unused(
    keys: set[str], trees: Sequence[ast.AST], families: Mapping[str, Sequence[Filling]]
) -> set[str]:
    """Return the keys that no code asks for: neither as they are, nor as one of a family."""
    return keys - constants(trees) - members_of(families)


def english_keys() -> set[str]:
    (english,) = [path for path in find_catalogues() if path.parts[-3] == "en"]
    return {key for context, key in texts_of(read_catalogue(english)) if not context and "." in key}


def parsed() -> list[ast.AST]:
    files = [file for package in ASKING for file in (ROOT / package).rglob("*.py")]
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def test_every_text_is_asked_for() -> None:
    assert len(english_keys()) > 300
    assert unused(english_keys(), parsed(), FAMILIES) == set()


def test_every_family_is_put_together_by_code_and_all_its_members_have_texts() -> None:
    written = set(templates(parsed()))
    assert [template for template in FAMILIES if template not in written] == []
    assert members_of(FAMILIES) - english_keys() == set()


def test_a_text_that_nobody_asks_for_is_found() -> None:
    code = ast.parse('text("a.b"); text(f"c.{x}"); key = "d.e"; text(f"{key}.{y}")')
    keys = {"a.b", "c.one", "c.two", "d.e", "d.e.text", "f.g", "a.b.text"}
    families = {"c.{}": ["one"], "{}.{}": [("d.e", "text")]}
    assert unused(keys, [code], families) == {"c.two", "f.g", "a.b.text"}
    assert set(templates([code])) == {"c.{}", "{}.{}"}
