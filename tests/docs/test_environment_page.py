"""Executes what docs/environment.md shows, and holds its tables to the code."""

from __future__ import annotations

import inspect
import operator
import re
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("gymnasium")

import engine.env
from engine.encoding.reward_config import RewardConfig
from engine.env.battle_env import BattleEnv
from engine.env.classic import ClassicEnv

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ARGUMENTS = dict(re.findall(r"^\| `(\w+)` \| (`.*?`) \|", PAGE, re.MULTILINE))


@pytest.mark.parametrize("name", [engine.env.MAIN, engine.env.CLASSIC])
def test_the_example_plays_a_battle_to_its_end(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = EXAMPLES
    assert engine.env.MAIN in example
    names: dict[str, object] = {}
    exec(example.replace(engine.env.MAIN, name), names)  # noqa: S102 - it is our own page
    assert names["over"] is True
    assert re.fullmatch(r"(ONE|TWO) (-1|0|1)\n", capsys.readouterr().out)


@pytest.mark.parametrize("kind", [BattleEnv, ClassicEnv])
def test_every_argument_is_on_the_page_with_its_default(kind: type) -> None:
    parameters = inspect.signature(kind).parameters
    assert list(ARGUMENTS) == list(parameters)
    for name, parameter in parameters.items():
        shown = str(parameter.default)
        written = ARGUMENTS[name].replace('"', "").replace("`", "").split(", ")
        assert shown in written, name


def test_what_an_environment_has_is_there_by_its_name() -> None:
    made = BattleEnv(scenarios="crossroads")
    made.reset(seed=1)
    (told,) = re.findall(r"^`env\.unwrapped` has (.*?)^$", PAGE, re.MULTILINE | re.DOTALL)
    names = re.findall(r"`([\w.]+)`", told)
    assert {"codec.layout.blocks", "episode.state", "shaping"} <= set(names)
    for name in names:
        owner = made.decision if name in {"decode", "encode"} else made
        assert operator.attrgetter(name)(owner) is not None, name


def test_every_number_of_a_reward_is_on_the_page() -> None:
    for field in msgspec.structs.fields(RewardConfig):
        assert re.search(rf"^\| .*`{field.encode_name}`.* \|", PAGE, re.MULTILINE), field.name


def test_the_sizes_on_the_page_are_those_of_the_classic_encoding() -> None:
    made = ClassicEnv(scenarios="crossroads")
    (size,) = made.observation_space.shape or ()
    actions = made.codec.spec.actions
    row = f"| `{engine.env.CLASSIC}` | {size} floats of fixed meaning | {actions} |"
    assert row in PAGE
    assert f"0 comes after {actions - 1}" in PAGE
