"""Matches: which games they are made of, that they repeat, and who may play."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.battle import Game, load_scenario
from engine.battle.side import Side
from engine.data.datafiles import names_of, packaged_data
from engine.errors import MatchError, PlayerError
from engine.players import scripted_bots
from engine.players.arena.match import Match, make_match
from engine.players.arena.match_game import play_game
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import open_pool, run
from engine.players.arena.score import score
from engine.players.level_player import make_level_player
from engine.players.scenario_list import MIXED, name_faction, read_scenario_list
from tests.engine.arena.conftest import outcome, played

ROOT = Path(__file__).parents[3]


def test_every_scenario_and_seed_is_played_from_both_seats(small: Match) -> None:
    games = [small.game(number) for number in range(small.games)]
    seats = {(game.source.name, game.seed): set() for game in games}
    for game in games:
        seats[game.source.name, game.seed].add(game.seat)
    assert len(seats) == 4
    assert all(taken == {Side.ONE, Side.TWO} for taken in seats.values())
    assert {source for source, _ in seats} == {"first_landing", "lock_keepers"}


def test_another_seed_of_the_match_is_another_seed_of_every_game(small: Match) -> None:
    other = make_match(small.a, small.b, small.sources, small.games, small.seed + 1)
    seeds = [{match.game(n).seed for n in range(match.games)} for match in (small, other)]
    assert not seeds[0] & seeds[1]


@pytest.mark.parametrize("games", [0, -4, 1, 2, 6, 9])
def test_games_that_cannot_be_shared_out_are_refused(games: int) -> None:
    sources = read_scenario_list("first_landing,lock_keepers")
    with pytest.raises(MatchError, match="positive multiple of 4, twice the number"):
        make_match("bot:random", "bot:random", sources, games, 0)


def test_a_game_is_the_battle_that_anybody_gets_from_its_seed(small: Match) -> None:
    spec = small.game(5)
    record = play_game(spec)
    game = Game.start(load_scenario(spec.source.name), spec.seed)
    players = [scripted_bots.make_bot(spec.player(side), side, spec.seed) for side in Side]
    while game.result is None:
        player = players[game.state.to_act.index]
        game.apply(player.choose(game.state, game.legal_actions()))
    assert (record.winner, record.reason) == (game.result.winner, game.result.reason)
    assert sum(times.decisions for times in record.times) == game.records


def test_the_same_match_comes_out_the_same(small: Match) -> None:
    assert played(small) == played(small)


@pytest.mark.slow
def test_the_result_does_not_depend_on_the_number_of_workers(small: Match) -> None:
    match_log = MatchLog(small, None)
    with open_pool(2) as pool:
        for _ in run(match_log, pool, 2):
            pass
    assert [outcome(record) for record in match_log.played] == played(small)


def test_any_executor_will_do(small: Match) -> None:
    match_log = MatchLog(small, None)
    with ThreadPoolExecutor(1) as threads:
        for _ in run(match_log, threads, 1):
            pass
    assert [outcome(record) for record in match_log.played] == played(small)


def test_the_score_adds_up_by_seat_and_by_faction(small: Match) -> None:
    match_log = MatchLog(small, None)
    records = list(run(match_log, None, 1))
    told = score(small, records)
    assert told.games == 8 == told.wins + told.draws + told.losses
    for parts in (told.by_seat, told.by_faction):
        assert sum(part.games for part in parts.values()) == told.games
        assert sum(part.wins for part in parts.values()) == told.wins
    by_hand = sum(record.winner is small.game(record.number).seat for record in records)
    assert told.wins == by_hand
    decisions = sum(pace.decisions for pace in told.milliseconds.values())
    assert decisions == sum(times.decisions for one in records for times in one.times)


def test_from_the_other_chair_wins_are_losses(small: Match) -> None:
    other = make_match(small.b, small.a, small.sources, small.games, small.seed)
    mine, theirs = (
        score(match, list(run(MatchLog(match, None), None, 1))) for match in (small, other)
    )
    assert (mine.wins, mine.draws, mine.losses) == (theirs.losses, theirs.draws, theirs.wins)


# Where


def test_a_list_takes_names_files_folders_and_seeds() -> None:
    scenarios = ROOT / "assets/data/scenarios"
    folder = [source.name for source in read_scenario_list(str(scenarios))]
    assert [Path(source).stem for source in folder] == names_of(packaged_data(), "scenario")
    assert [source.name for source in read_scenario_list("packaged")] == [
        Path(one).stem for one in folder
    ]
    text = f"crossroads, {scenarios / 'salt_tax.toml'}, random:9, random:3..5"
    assert [source.name for source in read_scenario_list(text)] == [
        "crossroads",
        str(scenarios / "salt_tax.toml"),
        "random:9",
        "random:3",
        "random:4",
        "random:5",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "unknown scenario ''; expected a file"),
        ("nowhere", "or one of .*crossroads"),
        (300 * "a", "unknown scenario 'aaa"),
        ("random:", "random:FIRST..LAST"),
        ("random:x", "random:FIRST..LAST"),
        ("random:-1", "random:FIRST..LAST"),
        ("random:1..", "random:FIRST..LAST"),
        ("random:5..4", "last seed is lower"),
        ("random:1..10000000000", "more than 1,000,000 battles"),
        (
            "random:1..3:ordinate:murmr",
            "random:3:ordinate:murmr: after the seed, name either no faction",
        ),
        ("random:2000000000000000000", "the seed is above"),
        ("crossroads,crossroads", "more than once"),
        ("random:1..3,random:2", "random:2 .*more than once"),
    ],
)
def test_a_list_that_means_nothing_is_refused(text: str, said: str) -> None:
    with pytest.raises(MatchError, match=said):
        read_scenario_list(text)


def test_a_battle_that_a_level_can_not_play_is_refused_before_any_game(tmp_path: Path) -> None:
    rows = 10 * "............\n"
    codes = "ABCDEFGHI"
    units = '[[units]]\nside = "{}"\nunit = "linesman"\nhex = [{}, 5]\n'
    (tmp_path / "many.toml").write_text(
        f"""kind = "scenario"\nfirst = "ONE"\nscore_objectives = true\nterrain = '''\n{rows}'''\n"""
        + "".join(f'[[objectives]]\ncode = "{c}"\nhexes = [[{codes.index(c)}, 1]]\n' for c in codes)
        + units.format("ONE", 0)
        + units.format("TWO", 11),
        encoding="utf-8",
    )
    sources = read_scenario_list(f"first_landing,{tmp_path / 'many.toml'}")
    assert make_match("bot:greedy", "bot:random", sources, 4, 0).games == 4
    for players in (("veteran", "bot:random"), ("bot:random", "model:models/opponent")):
        with pytest.raises(MatchError, match=r"can't play scenario .*many\.toml: .* 9 objectives"):
            make_match(*players, sources, 4, 0)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MatchError, match="has no scenario files"):
        read_scenario_list(str(tmp_path))


def test_an_army_of_several_factions_is_mixed() -> None:
    factions = {
        name: {name_faction(load_scenario(name), side) for side in Side}
        for name in names_of(packaged_data(), "scenario")
    }
    assert factions["first_landing"] == {"ordinate", "murmur"}
    scenario = load_scenario("first_landing")
    units = {placed.unit: placed for placed in scenario.units}
    assert len(units) > 1
    from msgspec.structs import replace

    both = replace(
        scenario, units=tuple(replace(placed, side=Side.ONE) for placed in scenario.units)
    )
    assert name_faction(both, Side.ONE) == MIXED


# Who


@pytest.mark.parametrize("spec", ["greedy", "bot:nobody", "bot:", "", "model:nothing", "py:x"])
def test_a_player_that_does_not_exist_is_refused_before_anything_is_played(spec: str) -> None:
    with pytest.raises(MatchError):
        make_match("bot:random", spec, read_scenario_list("first_landing"), 2, 0)


def test_a_class_of_ones_own_plays(player_file: Callable[..., str]) -> None:
    match = make_match(player_file(), "bot:random", read_scenario_list("first_landing"), 2, 0)
    assert len(played(match)) == 2


def test_every_game_gets_a_fresh_player_and_a_fresh_module(
    player_file: Callable[..., str],
) -> None:
    once = "GAMES = []\n\nclass Once:\n    name = 'once'\n\n    def __init__(self):\n"
    once += "        GAMES.append(self)\n        assert len(GAMES) == 1\n\n"
    once += "    def choose(self, state, actions):\n        return actions[0]\n"
    match = make_match(
        player_file(once, "Once"), "bot:random", read_scenario_list("first_landing"), 4, 0
    )
    assert len(played(match)) == 4


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("x = 1\n", "Last", "has no class Last"),
        ("def broken(:\n", "Last", "can't be run"),
        ("class Last:\n    def __init__(self, seed):\n        pass\n", "Last", "can't be created"),
        ("class Last:\n    pass\n", "Last", "no method choose"),
    ],
)
def test_a_file_without_a_player_is_refused(
    player_file: Callable[..., str], text: str, name: str, said: str
) -> None:
    with pytest.raises(MatchError, match=said):
        make_match(player_file(text, name), "bot:random", read_scenario_list("first_landing"), 2, 0)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("1 // 0", r"raised ZeroDivisionError.* at .*mine\.py:6"),
        ("None", "chose None, which is not an action"),
        ("__import__('engine').battle.actions.Activate('0')", "chose .*, which is not an action"),
        ("__import__('engine').battle.actions.Move((1, '2'))", "chose .*, which is not an action"),
        ("__import__('engine.battle.actions').battle.actions.GiveUp()", "chose GIVE_UP"),
    ],
)
def test_a_broken_player_stops_the_match_and_is_named(
    player_file: Callable[..., str], tmp_path: Path, answer: str, said: str
) -> None:
    text = "class Last:\n    name = 'broken'\n    def choose(self, state, actions):\n"
    text += (
        f"        if state.round < 2:\n            return actions[-1]\n        return {answer}\n"
    )
    spec = player_file(text)
    match = make_match("bot:random", spec, read_scenario_list("lock_keepers"), 4, 0)
    path = tmp_path / "match.jsonl"
    with pytest.raises(MatchError, match=said) as raised:
        played(match, path)
    for part in (spec, "lock_keepers", f"seed {match.game(0).seed}", "ply "):
        assert part in str(raised.value)
    with pytest.raises(PlayerError):
        play_game(match.game(0))


# ---------------------------------------------------------------- levels


class Hours:
    """A clock that is an hour later at every call."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return 3600.0 * self.asked


def set_clock(monkeypatch: pytest.MonkeyPatch, clock: Callable[[], float]) -> None:
    """Make the levels of this process search by a clock."""
    by_clock = functools.partial(make_level_player, clock=clock)
    monkeypatch.setattr("engine.players.registry.make_level_player", by_clock)


@pytest.fixture
def of_levels(monkeypatch: pytest.MonkeyPatch) -> Match:
    set_clock(monkeypatch, lambda: 0.0)  # nobody is cut because the machine is busy
    return make_match("commander", "recruit", read_scenario_list("lock_keepers"), 2, 3)


@pytest.mark.slow
def test_levels_play_matches_by_their_names_and_the_same_again(of_levels: Match) -> None:
    first, second = MatchLog(of_levels, None), MatchLog(of_levels, None)
    for match_log in (first, second):
        list(run(match_log, None, 1))
    assert list(map(outcome, first.played)) == list(map(outcome, second.played))
    assert [record.cuts for record in first.played] == [(0, 0)] * 2


@pytest.mark.slow
def test_decisions_that_the_clock_ended_are_counted_for_the_one_who_made_them(
    of_levels: Match, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    set_clock(monkeypatch, Hours())
    path = tmp_path / "games.jsonl"
    for _ in run(MatchLog(of_levels, path), None, 1):
        pass
    counted = [record.cuts for record in MatchLog(of_levels, path).played]
    assert sum(commander for commander, _ in counted) > 0
    assert not any(recruit for _, recruit in counted)


@pytest.mark.slow
def test_games_noted_before_cuts_were_are_read(of_levels: Match, tmp_path: Path) -> None:
    path = tmp_path / "games.jsonl"
    list(run(MatchLog(of_levels, path), None, 1))
    heading, *games = path.read_text(encoding="utf-8").splitlines()
    older = [json.dumps(json.loads(game)[:7]) for game in games]
    path.write_text("\n".join([heading, *older, ""]), encoding="utf-8")
    match_log = MatchLog(of_levels, path)
    assert [record.cuts for record in match_log.played] == [(0, 0)] * 2
    assert not match_log.missing
