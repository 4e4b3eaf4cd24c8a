"""`hexfront puzzles`: how many puzzles of each theme players solve; single puzzles to look at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import msgspec
import typer

from engine.battle import Side, rules
from engine.battle.actions import Action
from engine.errors import MatchError, ModelError
from engine.files import write
from engine.players import Player
from engine.players.puzzle_rates import PuzzleRates, make_rates, read_rates
from engine.players.puzzles import (
    MEASURED,
    SEEDS_MEASURED_FROM,
    THEMES,
    Puzzle,
    answer,
    make_puzzle,
    solve,
)
from engine.players.registry import make_player
from hexfront.command_options import AsJson, refuse_combination
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import failing_clearly
from hexfront.puzzle_log import Measured, PuzzleLog

PART: Final = "puzzles"
"""The part of a page that holds the table."""

Solved = dict[str, dict[str, int]]
"""The number of solved variations, by theme and by player."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("puzzles")(puzzles)


Players: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(help="A player, such as bot:greedy; may be repeated, a column each."),
]
Theme: TypeAlias = Annotated[
    str | None, typer.Option(help=f"Only this theme, of: {', '.join(THEMES)}.")
]
FirstSeed: TypeAlias = Annotated[int, typer.Option(min=0, help="The seed of the first variation.")]
Show: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="THEME:SEED", help="Print one puzzle and its right answers."),
]
Table: TypeAlias = Annotated[
    Path | None, typer.Option(help="Write the rates of all themes into this file, as JSON.")
]
Resume: TypeAlias = Annotated[
    Path | None, typer.Option(help="Log of single puzzles, from which counting goes on.")
]


def puzzles(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    player: Players = None,
    theme: Theme = None,
    count: Annotated[int, typer.Option(min=1, help="Variations of each theme.")] = MEASURED,
    seed: FirstSeed = SEEDS_MEASURED_FROM,
    show: Show = None,
    page: Annotated[
        Path | None, typer.Option(help="Write the table into this page, between its marks.")
    ] = None,
    table: Table = None,
    resume: Resume = None,
    as_json: AsJson = False,
) -> None:
    """Give the puzzles to players and count those they solve."""
    names = player or []
    require_players(names)
    if show is not None:
        others = {"--theme": theme, "--page": page, "--table": table, "--resume": resume}
        show_alone(show, names, {**others, "--json": as_json or None})
        return
    if not names:
        raise typer.BadParameter("name at least one player", param_hint="--player")
    require_page(page)
    require_table(table, theme)
    themes, seeds = THEMES if theme is None else (require_theme(theme),), range(seed, seed + count)
    solved = count_all(themes, names, seeds, resume)
    facts = {"seed": seed, "count": count, "solved": solved}
    output_of(context, as_json=as_json).report(facts, plain_table(solved, names, count))
    if page is not None:
        write_part(page, PART, markdown(solved, names, count, seed))
    if table is not None:
        write_table(table, make_rates(seed, count, tuple(names), solved))


def require_players(names: Sequence[str]) -> None:
    """Raise MatchError for players that do not exist."""
    for name in names:
        try:
            make_player(name, Side.ONE, 0)
        except MatchError as error:
            raise typer.BadParameter(str(error), param_hint="--player") from error


def require_theme(theme: str) -> str:
    """Return *theme*; MatchError if there is none of that name."""
    if theme not in THEMES:
        message = f"theme {theme!r} does not exist; there are: {', '.join(THEMES)}"
        raise typer.BadParameter(message, param_hint="--theme")
    return theme


def read_puzzle(word: str) -> Puzzle:
    """Return the puzzle that THEME:SEED names."""
    theme, colon, seed = word.partition(":")
    if not colon or not seed.isascii() or not seed.isdigit():
        message = f"{word!r} is not THEME:SEED, as in {THEMES[0]}:7"
        raise typer.BadParameter(message, param_hint="--show")
    return make_puzzle(require_theme(theme), int(seed))


def count_all(
    themes: Sequence[str], names: Sequence[str], seeds: range, resume: Path | None
) -> Solved:
    """Return how many puzzles of each theme each player solves; a log *resume* is gone on with."""
    kept_in = None if resume is None else "file"
    with failing_clearly(kept_in):
        puzzle_log = PuzzleLog(names, resume)
        with puzzle_log.open():
            return {one: count_solved(one, names, seeds, puzzle_log) for one in themes}


def count_solved(
    theme: str, names: Sequence[str], seeds: range, puzzle_log: PuzzleLog
) -> dict[str, int]:
    """Return how many puzzles of a theme each player solves."""
    solved = dict.fromkeys(names, 0)
    for seed in seeds:
        if (theme, seed) not in puzzle_log.records:
            puzzle_log.add(Measured(theme, seed, measure_puzzle(theme, seed, names)))
        for name, has_solved in puzzle_log.records[theme, seed].solved.items():
            solved[name] += has_solved
    return solved


def measure_puzzle(theme: str, seed: int, names: Sequence[str]) -> dict[str, bool]:
    """Return for each player whether it solves a puzzle."""
    puzzle = make_puzzle(theme, seed)
    return {name: solve(puzzle, player_of(name, puzzle)) for name in names}


def require_table(table: Path | None, theme: str | None) -> None:
    """Raise BadParameter if a table would not hold all themes, or would replace something else."""
    if table is None:
        return
    if theme is not None:
        raise typer.BadParameter("cannot be combined with --theme", param_hint="--table")
    if os.path.lexists(table):
        try:
            read_rates(table)
        except ModelError as error:
            message = f"{table}: this file exists and is not a table of solved puzzles"
            raise typer.BadParameter(message, param_hint="--table") from error


@failing_clearly(None)
def write_table(file: Path, rates: PuzzleRates) -> None:
    """Write the table of rates."""
    write(file, msgspec.json.format(msgspec.json.encode(rates), indent=1) + b"\n")


def player_of(name: str, puzzle: Puzzle) -> Player:
    """Return a new player for a puzzle."""
    return make_player(name, puzzle.state.to_act, puzzle.seed)


def percent(solved: int, count: int) -> str:
    """Return a rate as text."""
    return f"{100 * solved / count:.0f} %"


def plain_table(solved: Solved, names: Sequence[str], count: int) -> str:
    """Return the table for a terminal."""
    first = max(len(word) for word in ("theme", *solved))
    widths = [max(len(name), len("100 %")) for name in names]
    rows = [("theme", *names)]
    rows += [(one, *(percent(by[name], count) for name in names)) for one, by in solved.items()]
    return "\n".join(
        "  ".join(
            [f"{row[0]:<{first}}", *(f"{c:>{w}}" for c, w in zip(row[1:], widths, strict=True))]
        )
        for row in rows
    )


def markdown(solved: Solved, names: Sequence[str], count: int, seed: int) -> str:
    """Return the table for a page, with the command that makes it."""
    players = " ".join(f"--player {name}" for name in names)
    themes = f" --theme {next(iter(solved))}" if len(solved) < len(THEMES) else ""
    command = f"hexfront puzzles {players}{themes} --count {count} --seed {seed}"
    rows = [
        f"Solved of {count} variations each, seeds {seed} to {seed + count - 1}: `{command}`.",
        "",
        f"| theme | {' | '.join(f'`{name}`' for name in names)} |",
        f"|---|{'---:|' * len(names)}",
    ]
    for one, by in solved.items():
        rows.append(f"| {one} | {' | '.join(percent(by[name], count) for name in names)} |")
    return "\n".join(rows)


def require_page(page: Path | None) -> None:
    """Raise MatchError for a page that has no place for the table."""
    try:
        if page is not None:
            read_part(page, PART)
    except MatchError as error:
        raise typer.BadParameter(str(error), param_hint="--page") from error


@failing_clearly(None)
def show_alone(word: str, names: Sequence[str], others: dict[str, object]) -> None:
    """Print the puzzle that THEME:SEED names; *others* are options that can't be combined with
    it.
    """
    refuse_combination("--show", others)
    show_puzzle(read_puzzle(word), names)


def show_puzzle(puzzle: Puzzle, names: Sequence[str]) -> None:
    """Print a puzzle: the units, what each can do, the right answers, the players' answers."""
    from client.terminal.board import draw_board
    from client.terminal.numbered_names import NumberedNames
    from client.terminal.printer import Printer
    from client.terminal.unit_table import unit_rows

    state, screen = puzzle.state, Printer()
    named = NumberedNames(state.setup.scenario)
    one, two = state.points
    screen.show(
        f"{puzzle.theme}:{puzzle.seed}. Round {state.round}, {state.phase.value}, side"
        f" {state.to_act.value}; {state.setup.scenario.first.value} goes first."
        f" Victory points {one} to {two}" + ("." if scored(puzzle) else "; objectives don't count.")
    )
    screen.show(draw_board(state, rules.options(state), named))
    for row in (*unit_rows(state, named), *stat_rows(puzzle)):
        screen.show(row)
    actions = rules.legal_actions(state)
    screen.show(f"Right: {puzzle.why}.")
    screen.show(f"  {in_words([one for one in actions if one in puzzle.right])}")
    for name in names:
        given = answer(puzzle, player_of(name, puzzle))
        verdict = "right" if given.solved else "wrong"
        screen.show(f"{name}: {in_words(given.actions)}: {verdict}")


def scored(puzzle: Puzzle) -> bool:
    """Whether objectives count in a puzzle's battle."""
    return puzzle.state.setup.scenario.score_objectives


def stat_rows(puzzle: Puzzle) -> list[str]:
    """Return the statlines of the units and of their weapons, which are in no data file."""
    scenario = puzzle.state.setup.scenario
    entries = {**scenario.profiles, **scenario.weapons}
    return [
        f"  {code}: " + ", ".join(f"{key} {value}" for key, value in fields.items() if value != ())
        for code, fields in msgspec.to_builtins(entries).items()
    ]


def in_words(actions: Sequence[Action]) -> str:
    """Return actions in the form that the terminal accepts."""
    return "; ".join(action.to_text() for action in actions)
