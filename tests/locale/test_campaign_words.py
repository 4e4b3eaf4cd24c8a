"""The words of campaigns: every code has its words in all languages, and the lists stay apart."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from client.text import catalogue
from client.text.campaign import words
from client.text.campaign.order_text import FORMS
from client.text.campaign.report import Group, describe
from engine.campaign.data import load_numbers
from engine.campaign.events import Event
from engine.campaign.kinds import all_kinds
from engine.campaign.orders import VERBS
from scripts.compile_catalogues import find_catalogues, read_catalogue, sentences_of, texts_of
from tests.locale.campaign_codes import SHIPS_LOST, UNITS_LOST, campaign_codes
from tests.locale.campaign_events import campaign_events

NUMBERS = load_numbers()
MORE_CODES = {"unit": all_kinds(NUMBERS), "house": NUMBERS.houses}
ROOT = Path(__file__).parents[2]
CATALOGUES = find_catalogues()
LANGUAGES = [po.parents[1].name for po in CATALOGUES]
CAMPAIGN = ROOT / "engine" / "campaign"
DATA = ROOT / "assets" / "data" / "campaign"

PAIRS = """
world world, tide lane, host landing_force, garrison garrison, watch militia,
craft engineering, husbandry economy, gunnery weapons, fighter unit, scars veterancy,
folk population, mills industry, stores treasury, drill ground_combat, wards defence,
whispers intelligence, standing prestige, study research, lore research_points, wherry scout,
ark colony_ship, lighter transport, bastion starbase, battery battery, veil shield,
line ground_defences, levy tax, stewardship overhead, cutter corvette, galleass cruiser,
ketch siege_ship, carrack battleship, guns attack, frame hull, room capacity, strikes bombardment,
sullen unrest, besieged blockaded, spent landing_cooldown, sail move, settle colonise, land invade,
storm assault, tradition faction, key id, envy leader_penalty, grievance grievance, caught exposed,
scrap salvage, wreck wreckage, refund refund, shy evade, even balanced, stubborn hold,
letters diplomacy, intrigue spy_mission, sail movement, strife conflict, harvest income
"""
"""The player's word and the code's of each pair (CAMPAIGN, "Names in code"); `whispers` is the
espionage phase, too.
"""


EVERYDAY = {"even", "key", "land", "line", "spent", "standing", "watch", "caught", "frame", "room"}
"""Words that code uses in another sense as a part of a name, such as a line of a file."""


def pairs() -> list[tuple[str, str]]:
    return [(one.split()[0], one.split()[1]) for one in PAIRS.replace("\n", " ").split(",")]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    catalogue.use_language(request.param)
    yield request.param
    catalogue.use_language(catalogue.ENGLISH)


@pytest.mark.parametrize("context", sorted(campaign_codes()))
@pytest.mark.parametrize("po", CATALOGUES, ids=LANGUAGES)
def test_every_code_of_a_campaign_has_a_name_and_every_name_a_code(po: Path, context: str) -> None:
    named = {code for where, code in texts_of(read_catalogue(po)) if where == context}
    assert named == campaign_codes()[context]


@pytest.mark.parametrize("event", get_args(Event), ids=lambda kind: kind.__name__)
def test_every_event_is_told_in_every_language(event: type[Event], language: str) -> None:
    told = [one for one in campaign_events() if isinstance(one, event)]
    assert told, f"build_events has no {event.__name__}"
    for one in told:
        for house in (None, "askerry"):
            line = describe(one, house)
            assert line.group in Group
            assert len(line.sentence) > 5, language
            assert "{" not in line.sentence


def test_every_way_to_lose_units_and_ships_has_a_sentence(language: str) -> None:
    texts = {key for context, key in texts_of(read_catalogue(_po(language))) if not context}
    assert {f"campaign-report.units-{code.replace('_', '-')}" for code in UNITS_LOST} <= texts
    assert {f"campaign-report.ships-{code}" for code in SHIPS_LOST} <= texts
    assert len(UNITS_LOST) > 4


def test_every_refusal_and_failure_has_a_sentence_in_every_language(language: str) -> None:
    written = {
        code
        for file in CAMPAIGN.rglob("*.py")
        for code in re.findall(
            r'"(campaign\.(?:refusal|failure)\.[a-z-]+)"', file.read_text(encoding="utf-8")
        )
    }
    assert len(written) > 80
    assert written <= sentences_of(read_catalogue(_po(language))).keys()


def test_no_two_words_that_can_be_typed_in_the_same_place_are_the_same(language: str) -> None:
    codes = campaign_codes()
    places = [
        {"verb": codes["verb"], "command": codes["command"]},
        {"hull": codes["hull"], "thing": codes["thing"]},
        *({context: codes[context]} for context in ("posture", "message", "spying", "field")),
        {"tax": codes["tax"]},
        {"answer": codes["answer"]},
    ]
    for place in places:
        typed = [words.fold(words.typed(context, code)) for context in place for code in
                 place[context]]  # fmt: skip
        assert len(set(typed)) == len(typed), (language, sorted(typed))
        assert all(" " not in one for one in typed)


def test_the_words_of_the_player_and_of_the_code_are_both_read(language: str) -> None:
    for context in ("verb", "posture", "message", "spying", "hull", "thing", "field", "tax"):
        codes = campaign_codes()[context]
        for code in codes:
            assert words.code_of(context, code, codes) == code
            typed = words.typed(context, code)
            assert words.code_of(context, typed, codes) == code, (language, typed)
            assert words.code_of(context, typed.upper(), codes) == code


def test_a_word_means_one_thing_whatever_language_it_is_of() -> None:
    """Words of all languages and of the code are read whatever language is spoken."""
    codes = campaign_codes()
    places = [("verb", "command"), ("hull", "thing"), ("posture",), ("message",), ("spying",),
              ("field",), ("tax",), ("answer",), ("unit",), ("house",)]  # fmt: skip
    for place in places:
        meanings: dict[str, set[str]] = {}
        for context in place:
            known = codes[context] if context in codes else MORE_CODES[context]
            for code in known:
                for word in words.words_of(context, code):
                    meanings.setdefault(words.fold(word), set()).add(f"{context} {code}")
        assert len(meanings) > len(place)
        assert {word: ones for word, ones in meanings.items() if len(ones) > 1} == {}


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("typed_in", LANGUAGES)
def test_the_words_of_one_language_are_read_in_another(typed_in: str, spoken: str) -> None:
    for context in ("verb", "command", "posture", "message", "spying", "hull", "thing", "field"):
        codes = campaign_codes()[context]
        for code in codes:
            catalogue.use_language(typed_in)
            word = words.typed(context, code)
            catalogue.use_language(spoken)
            assert words.code_of(context, word, codes) == code, (spoken, word)
    catalogue.use_language(catalogue.ENGLISH)


def test_every_verb_has_its_words() -> None:
    assert FORMS.keys() == set(VERBS)


# The two lists (CAMPAIGN, "Names in code")


def forbidden() -> set[str]:
    """Return the player's words that are no code's, and may name nothing in code."""
    codes = {code for _, code in pairs()} | {part for _, code in pairs() for part in
                                              code.split("_")}  # fmt: skip
    return {word for word, code in pairs() if word != code} - codes


def names_in_code() -> Iterator[tuple[str, str]]:
    """Yield the names of types, fields, verbs, events and data keys, each with its place."""
    for file in sorted(CAMPAIGN.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield str(file), snake(node.name)
                yield from ((str(file), name) for name in fields_of(node))
    for verb in VERBS:
        yield "verbs", verb
    for event in get_args(Event):
        assert issubclass(event, msgspec.Struct)
        yield "events", snake(event.__name__)
    for file in sorted(DATA.rglob("*.toml")):
        yield str(file), file.stem
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        yield from ((str(file), key.lower()) for key in keys_of(table))


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def fields_of(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id.lower()
        elif isinstance(line, ast.Assign):
            yield from (one.id.lower() for one in line.targets if isinstance(one, ast.Name))


def keys_of(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield key
            yield from keys_of(value)
    elif isinstance(table, list):
        for value in table:
            yield from keys_of(value)


def test_the_player_s_words_name_nothing_in_code() -> None:
    found = list(names_in_code())
    assert len(found) > 600
    clashes = {
        (place, name)
        for place, name in found
        if name in forbidden() or set(name.split("_")) & (forbidden() - EVERYDAY)
    }
    assert clashes == set()


def test_the_lists_of_words_are_those_of_the_catalogue() -> None:
    shown = {
        (words.shown(context, code), code)
        for context in ("verb", "hull", "thing", "field", "posture")
        for code in campaign_codes()[context]
    }
    expected = [pair for pair in pairs() if pair[1] in {code for _, code in shown}]
    exceptions = {
        ("guns", "attack"),
        ("sail", "movement"),
        ("levy", "tax"),
        ("letters", "diplomacy"),
    }
    assert {pair for pair in expected if pair not in shown} - exceptions == set()


def _po(language: str) -> Path:
    return next(po for po in CATALOGUES if po.parents[1].name == language)


def test_words_that_may_be_typed_for_a_verb_are_no_words_of_orders_and_mean_one() -> None:
    verbs = {words.fold(word): verb for verb in VERBS for word in words.words_of("verb", verb)}
    found: dict[str, str] = {}
    for verb in VERBS:
        for likes in catalogue.names("verb-like", verb):
            for word in likes.split(", "):
                assert verbs.get(words.fold(word), verb) == verb, (
                    f"{word} is a word of another order"
                )
                assert found.setdefault(words.fold(word), verb) == verb, (
                    f"{word} may mean two orders"
                )
                assert words.verb_like(word.upper(), VERBS) == verb
    assert len(found) > 20
    assert words.verb_like("land", VERBS) is None
