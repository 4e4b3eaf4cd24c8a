"""The loaders that are fuzzed: what each reads, valid files for it, and the errors it may raise.
A loader also uses what it has read: battles begin, saves are replayed, networks decide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from engine.data.datafiles import packaged_data
from engine.errors import DataError
from engine.resources import model, resource

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ROOT: Final = Path(__file__).parents[1]
GOLDEN: Final = ROOT / "tests" / "engine" / "golden"
ARMY: Final = b"""kind = "army"
version = 1
name = "Night watch"
faction = "ordinate"
limit = 500

[units]
linesman = 4
sighter = 2
theodolite = 2
"""


class Prepared(NamedTuple):
    """A prepared loader: valid files, and the function that reads and uses a damaged one."""

    samples: list[bytes]
    read: Callable[[Path], object]


class Loader(NamedTuple):
    """A loader: its file's name, its syntax (`fuzz_inputs.WAYS`), the function that prepares it in
    a
    folder of its own, and the errors that it documents.
    """

    file: str
    syntax: str
    prepare: Callable[[Path], Prepared]
    errors: tuple[type[Exception], ...]


def contents(folder: Traversable, suffix: str = ".toml") -> list[bytes]:
    """Return the contents of all files of a folder with a suffix."""
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return [file.read_bytes() for file in files if file.name.endswith(suffix)]


# The data of battles


def scenarios(_: Path) -> Prepared:
    """Read scenarios, up to the first decision of a battle."""
    from engine.battle import Game, load_scenario

    def read(file: Path) -> object:
        return Game.start(load_scenario(file), 1).legal_actions()

    deployment = b"""deployment = '''
11...2
11...2
11...2
11...2
11...2
'''
"""
    inline = b"""kind = "scenario"
terrain = '''
......
.%..~.
...#..
.~..%.
......
'''
first = "ONE"
score_objectives = true
objectives = [{ code = "A", hexes = [[2, 2], [3, 2]] }]
units = [
    { side = "ONE", unit = "bellman", hex = [0, 0] },
    { side = "TWO", unit = "bellman", hex = [5, 0] },
]
"""
    open_to_armies = inline.replace(b'first = "ONE"', deployment + b'first = "ONE"')
    samples = [*contents(packaged_data().joinpath("scenarios")), inline, open_to_armies]
    return Prepared(samples, read)


def armies(_: Path) -> Prepared:
    """Read armies of the players' own, write them again, and field those that may be fielded."""
    from engine.battle import Game
    from engine.battle.army import army_content, find_problems, read_army
    from engine.battle.fielding import field_armies, find_obstacles
    from engine.battle.scenario_files import load_ground, packaged_materials
    from engine.battle.side import Side

    ground, materials = load_ground("crossroads"), packaged_materials()

    def read(file: Path) -> object:
        army = read_army(file)
        file.write_bytes(army_content(army))
        assert read_army(file) == army
        wrong = find_problems(army, materials) + find_obstacles(army, ground.deployment, Side.ONE)
        if wrong:
            return [str(sentence) for sentence in wrong]
        return Game.start(field_armies(ground, (army, army), materials), 1).legal_actions()

    return Prepared([ARMY, ARMY.replace(b"[units]", b"[units]\nfleck = 1")], read)


def boards(_: Path) -> Prepared:
    """Read boards, with their tables of sight."""
    from engine.battle.battlefield import Battlefield
    from engine.battle.scenario_files import load_rules, read_board

    rules = load_rules(packaged_data())

    def read(file: Path) -> object:
        return Battlefield(read_board(file, rules), rules.rough_cost)

    return Prepared(contents(packaged_data().joinpath("boards")), read)


def factions(_: Path) -> Prepared:
    """Read factions, as `hexfront validate` does, and the profiles of the valid parts."""
    from engine.data import catalog
    from engine.data.datafiles import files_in
    from engine.data.factions import read_catalog

    # The first of them is damaged: it may name keywords of the others, and no code of theirs.
    first, *others = files_in(packaged_data(), "faction")

    def read(file: Path) -> object:
        draft, problems = read_catalog([*others, file])
        if problems:
            raise DataError(problems)
        known = draft.catalog()
        weapons = {code: catalog.build_weapon(code, one) for code, one in known.weapons.items()}
        return [catalog.build_profile(code, one, weapons) for code, one in known.units.items()]

    return Prepared([first.read_bytes()], read)


def inspected(_: Path) -> Prepared:
    """Read any data file, as `hexfront validate` does: nothing may be raised at all."""
    from hexfront.validate import inspect

    root = packaged_data()
    folders = ("factions", "boards", "scenarios", "encodings", "rewards")
    samples = [one for folder in folders for one in contents(root.joinpath(folder))]
    return Prepared([*samples, *contents(root), *contents(resource("lessons")), ARMY], inspect)


def rules(_: Path) -> Prepared:
    """Read numbers of the rules."""
    from engine.battle.scenario_files import read_rules

    return Prepared([packaged_data().joinpath("rules.toml").read_bytes()], read_rules)


def generator(_: Path) -> Prepared:
    """Read numbers of the generator, and generate a battle with them."""
    from engine.battle.generator import Materials, generate
    from engine.battle.scenario_files import load_rules, read_generator
    from engine.data.factions import load_catalog

    root = packaged_data()
    known, numbers = load_catalog(root), load_rules(root)

    def read(file: Path) -> object:
        return generate(Materials(known, numbers, read_generator(file, numbers)), 1, None)

    return Prepared([root.joinpath("generator.toml").read_bytes()], read)


# Players


def bots(_: Path) -> Prepared:
    """Read bots."""
    from engine.players.bots import read_bots

    return Prepared([packaged_data().joinpath("bots.toml").read_bytes()], read_bots)


def levels(_: Path) -> Prepared:
    """Read levels."""
    from engine.players.levels import read_levels

    return Prepared([packaged_data().joinpath("levels.toml").read_bytes()], read_levels)


def puzzles(_: Path) -> Prepared:
    """Read numbers of puzzles."""
    from engine.players.puzzles.puzzle_settings import read_settings

    return Prepared([packaged_data().joinpath("puzzles.toml").read_bytes()], read_settings)


def encodings(_: Path) -> Prepared:
    """Read encodings of both kinds."""
    from engine.encoding.schemas import read_encoding

    return Prepared(contents(packaged_data().joinpath("encodings")), read_encoding)


def campaign_encodings(_: Path) -> Prepared:
    """Read the encoding of campaigns."""
    from engine.campaign.encoding.spec import KIND, read_spec

    return Prepared([packaged_data().joinpath(f"{KIND}.toml").read_bytes()], read_spec)


def rewards(_: Path) -> Prepared:
    """Read rewards."""
    from engine.encoding.reward_config import read_reward_config

    return Prepared(contents(packaged_data().joinpath("rewards")), read_reward_config)


def strengths(_: Path) -> Prepared:
    """Read tables of the levels' strength."""
    from engine.players.strength import read_strength

    raw = msgspec.json.decode(model("strength.json").read_bytes())
    small = raw | {"rows": raw["rows"][:6]}
    return Prepared(
        [model("strength.json").read_bytes(), msgspec.json.encode(small)], read_strength
    )


def puzzle_rates(_: Path) -> Prepared:
    """Read tables of the puzzles that the levels solve."""
    from engine.players.puzzle_rates import read_rates

    return Prepared([model("puzzles.json").read_bytes()], read_rates)


def cards(folder: Path) -> Prepared:
    """Read cards of models, beside the valid policy."""
    from engine.players.model import CARD_FILE, POLICY_FILE, read_model

    packaged = model("opponent")
    (folder / POLICY_FILE).write_bytes(packaged.joinpath(POLICY_FILE).read_bytes())

    def read(file: Path) -> object:
        return read_model(file.parent).codec

    return Prepared([packaged.joinpath(CARD_FILE).read_bytes()], read)


def allowances(_: Path) -> Prepared:
    """Read the resource limits of models."""
    from engine.players.model_limits import read_allowances

    return Prepared([packaged_data().joinpath("models.toml").read_bytes()], read_allowances)


def policies(folder: Path) -> Prepared:
    """Read policies described by their cards, up to a decision and the value of a battle."""
    from engine.battle import Game, load_scenario
    from engine.players.model import CARD_FILE, POLICY_FILE, read_model
    from engine.players.policy import Network, Policy

    packaged = model("opponent")
    card = msgspec.json.decode(packaged.joinpath(CARD_FILE).read_bytes())
    game = Game.start(load_scenario("crossroads"), 1)
    game.apply(game.legal_actions()[0])

    def read(file: Path) -> object:
        card["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
        (folder / CARD_FILE).write_bytes(msgspec.json.encode(card))
        found = read_model(folder)
        network = Network(found.policy, found.codec)
        policy = Policy("fuzzed", found.codec, network, 3, 1.0, 1)
        return policy.choose(game.state, game.legal_actions()), policy.value(
            game.state, game.state.side
        )

    return Prepared([packaged.joinpath(POLICY_FILE).read_bytes()], read)


# Battles and matches


def saves(_: Path) -> Prepared:
    """Read saves, replayed to their end."""
    from engine.battle import Game

    names = ("lock_keepers_1", "first_landing_3", "shift_change_5")
    samples = [(GOLDEN / f"{name}.jsonl").read_bytes() for name in names]
    return Prepared([*samples, *shortened_saves(), *shortened_saves()], Game.load)


def shortened_saves() -> list[bytes]:
    """Return the beginnings of saves, some with every kind of line."""
    names = ("lock_keepers_1", "first_landing_3", "shift_change_5")
    whole = [(GOLDEN / f"{name}.jsonl").read_bytes() for name in names]
    short = [b"".join(one.splitlines(keepends=True)[:40]) for one in whole]
    return [*short, *(_branched_and_conceded(one) for one in short)]


def _branched_and_conceded(content: bytes) -> bytes:
    """Return a save with every kind of line: branched off another one, played on, conceded."""
    from engine.battle import Game, Side
    from engine.battle.save import branch_save, parse_save

    source = parse_save(Path("source.jsonl"), content)
    game = Game.from_save(branch_save(source, 20, 9, ("person", "recruit")))
    for _ in range(10):
        game.apply(game.legal_actions()[0])
    game.concede(Side.ONE)
    return "".join(f"{line}\n" for line in game.lines).encode()


def headers(_: Path) -> Prepared:
    """Read saves without actions: scenarios that contain everything they use."""
    from engine.battle import Game

    samples = [
        one.read_bytes().splitlines(keepends=True)[0] for one in sorted(GOLDEN.glob("*.jsonl"))
    ]
    return Prepared(samples, lambda file: Game.load(file).legal_actions())


def match_logs(folder: Path) -> Prepared:
    """Read files that matches are resumed from, and add up the games in them."""
    from engine.analysis.statistics.collector import COLLECTOR
    from engine.players.arena.match import make_match
    from engine.players.arena.match_log import MatchLog
    from engine.players.arena.running import run
    from engine.players.arena.score import score
    from engine.players.scenario_list import read_scenario_list

    match = make_match(
        "bot:random", "bot:greedy", read_scenario_list("first_landing"), 4, 3, with_statistics=True
    )
    known = folder / "known.jsonl"
    for _ in run(MatchLog(match, known, COLLECTOR), None, 1):
        pass
    whole = known.read_bytes()

    def read(file: Path) -> object:
        held = MatchLog(match, file, COLLECTOR)
        return score(match, held.played), msgspec.json.encode(held.played), held.missing

    return Prepared([whole, b"".join(whole.splitlines(keepends=True)[:2])], read)


def plans(_: Path) -> Prepared:
    """Read plans of matches."""
    from engine.analysis.plans import read_plans

    return Prepared([resource("arena.toml").read_bytes()], read_plans)
