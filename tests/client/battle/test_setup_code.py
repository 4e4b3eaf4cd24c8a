"""Setup codes: what is written is read again, and nothing else is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.battle.model.battle_setup import BattleSetup
from client.battle.model.setup_code import checksum, read_code, write_code
from engine.battle import load_scenario
from engine.battle.army import Army
from engine.errors import DataError
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from tests.engine.armies.rosters import armies, army_of

PLAYERS = st.sampled_from(["person", *level_names(), *bot_names()])
LANDING = load_scenario("first_landing")
CODE = "hexfront-battle 1 scenario=random:17 seed=4711 one=person two=recruit check=1f3a9c04"
ARMY = " army-one=Night%20watch,ordinate,500,linesman*4"


@given(
    st.integers(0, 999_999_999),
    st.tuples(PLAYERS, PLAYERS),
    st.tuples(st.one_of(st.none(), armies()), st.one_of(st.none(), armies())),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40),
)
def test_what_is_written_is_read_again(
    seed: int, players: tuple[str, str], chosen: tuple[Army | None, Army | None], name: str
) -> None:
    named = f"x{name}"
    own = tuple(
        None if one is None else Army(named, one.faction, one.limit, one.units) for one in chosen
    )
    code = write_code(named, BattleSetup(LANDING, seed, players), (own[0], own[1]))
    assert "\n" not in code
    shared = read_code(f"  {code}\n")
    assert (shared.scenario, shared.seed, shared.players) == (named, seed, players)
    assert shared.armies == own
    assert shared.check == checksum(LANDING)


def test_the_example_is_a_code() -> None:
    assert read_code(CODE).players == ("person", "recruit")
    assert read_code(CODE + ARMY).armies == (army_of(limit=500, linesman=4), None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "hexfront-battle",
        CODE.replace(" 1 ", " 2 "),
        CODE.replace("hexfront-battle", "battle"),
        CODE.replace(" seed=4711", ""),
        CODE.replace("seed=4711", "seed=-1"),
        CODE.replace("seed=4711", "seed=1e3"),
        CODE.replace("seed=4711", "seed=٣"),
        CODE.replace("seed=4711", "seed=" + "9" * 5000),
        CODE.replace("seed=4711", "seed=4711 seed=4711"),
        CODE.replace("two=recruit", "two=nobody"),
        CODE.replace("two=recruit", "two=py:/etc/passwd:X"),
        CODE.replace("two=recruit", "two=model:/tmp"),
        CODE.replace("random:17", "%00"),
        CODE.replace("random:17", "%1b[2J"),
        CODE.replace("random:17", "%E2%80%AEx"),
        CODE + " more=1",
        CODE + ARMY + ARMY,
        CODE + ARMY.replace("*4", ""),
        CODE + ARMY.replace("*4", "*0"),
        CODE + ARMY.replace("*4", "*four"),
        CODE + ARMY.replace("*4", "*4*4"),
        CODE + ARMY.replace("*4", "*4,linesman*1"),
        CODE + ARMY.replace("500", "0"),
        CODE + ARMY.replace("500", "x"),
        CODE + ARMY.replace("ordinate", "../x"),
        CODE + ARMY.replace("Night%20watch", "%00"),
        CODE + " army-one=",
        CODE + " army-three=x",
        CODE + " " * 5000,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DataError, match=r"^hexfront-battle: "):
        read_code(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello", "a setup begins with the words hexfront-battle 1 [setup]"),
        (CODE + " " * 5000, "more than 4000 characters, the most a setup may have [setup]"),
        (CODE.replace(" seed=4711", ""), "seed: missing [setup]"),
        (CODE.replace("4711", "1e3"), "seed: '1e3' is not between 0 and 999999999 [setup]"),
        (CODE + " seed=4711", "seed is listed twice [setup]"),
        (CODE + ARMY.replace("*4", "*4*4"), "army-one: an army is its name, its faction and "),
        (CODE + ARMY.replace("*4", "*four"), "army-one: 'four' is not between 0 and 999999999"),
        (CODE + ARMY.replace("*4", "*4,linesman*1"), "army-one: 'linesman' is listed twice"),
        (CODE + ARMY.replace("*4", "*0"), "army-one: units.linesman: expected `int` >= 1 [R2.1]"),
        (CODE + ARMY.replace("500", "0"), "army-one: limit: expected `int` >= 1 [R2.1]"),
    ],
)
def test_a_refusal_names_the_part_and_the_reason(text: str, says: str) -> None:
    with pytest.raises(DataError) as caught:
        read_code(text)
    assert str(caught.value).startswith(f"hexfront-battle: {says}")


def test_every_problem_of_both_armies_is_named() -> None:
    wrong = ARMY.replace("500", "0").replace("*4", "*0")
    with pytest.raises(DataError, match="army-one") as caught:
        read_code(CODE + wrong + wrong.replace("one", "two"))
    assert [(one.file, one.field) for one in caught.value.problems] == [
        ("hexfront-battle: army-one", "limit"),
        ("hexfront-battle: army-one", "linesman"),
        ("hexfront-battle: army-two", "limit"),
        ("hexfront-battle: army-two", "linesman"),
    ]


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for one in (text, f"{CODE} {text}", CODE.replace("17", text)):
        try:
            read_code(one)
        except DataError:
            continue


def test_another_battle_has_another_checksum() -> None:
    assert checksum(LANDING) == checksum(load_scenario("first_landing"))
    assert checksum(LANDING) != checksum(load_scenario("crossroads"))
