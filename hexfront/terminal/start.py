"""Setting up a battle for the terminal from what the command line asks for, and running it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import typer

from client.battle.naming import scenario_name
from client.battle.wording import Line, tell
from client.texts import name, text
from engine.battle import Game, Side
from engine.battle.game import UNNAMED, Played, TakenBack
from engine.battle.save import Save, parse_save, read_save
from engine.battle.scenario import Scenario
from engine.errors import DataError, MatchError, SaveError
from engine.files import is_same_file
from engine.journal import whole_lines
from engine.players import Player
from engine.players.levels import level_names, refusal
from engine.players.play import name_battle, play
from engine.players.registry import make_player
from engine.players.scripted_bots import PERSON, bot_names
from hexfront import jsonlines
from hexfront.scenarios import find_scenario
from hexfront.terminal.keeping import KeptGame, open_kept, require_new
from hexfront.terminal.names import NumberedNames
from hexfront.terminal.screen import Screen
from hexfront.terminal.session import Ending, Sitting

FAILED: Final = 1
OPPONENT: Final = "bot:greedy"
"""Who plays TWO when nobody is named."""


class Wishes(NamedTuple):
    """Hold what the command line asks for; *players* are ONE's and TWO's, None where unnamed."""

    scenario: str | None
    players: tuple[str | None, str | None]
    seed: int
    load: Path | None
    save: Path | None


class Beginning(NamedTuple):
    """Hold a battle that is about to be played: *names* of who plays, *players* by side.

    *told* is its log so far; *kept* writes it into the file that was asked for.
    """

    game: Game
    names: tuple[str, str]
    players: Mapping[Side, Player | None]
    told: list[list[Line]]
    torn: str | None
    kept: KeptGame | None


def begin(wishes: Wishes) -> Beginning:
    """Start or load the battle; leaves the program with a message where that can't be done."""
    if wishes.save is not None and not wishes.save.absolute().parent.is_dir():
        raise typer.BadParameter(f"--save: there is no folder {wishes.save.absolute().parent}")
    try:
        if wishes.save is not None:
            if wishes.load is not None and is_same_file(wishes.load, wishes.save):
                return _go_on_in(wishes, wishes.save)
            require_new(wishes.save)
        if wishes.load is None:
            return _begin_new(wishes)
        return _go_on(wishes, read_save(wishes.load))
    except (DataError, MatchError, SaveError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error


def _begin_new(wishes: Wishes) -> Beginning:
    one, two = wishes.players
    chosen = (PERSON if one is None else one, OPPONENT if two is None else two)
    scenario = find_scenario(wishes.scenario)
    players = _players_of(chosen, wishes.seed, scenario)
    game = Game.start(scenario, wishes.seed, chosen)
    opening = tell(game.opening, NumberedNames(game.header.scenario))
    return Beginning(game, chosen, players, [opening], None, _keep(game, wishes.save))


def _keep(game: Game, path: Path | None) -> KeptGame | None:
    return None if path is None else KeptGame.begin(game, path)


def _go_on_in(wishes: Wishes, path: Path) -> Beginning:
    """Go on with the battle in the file that it is in."""
    file = open_kept(path)
    try:
        content = file.read()
        save = parse_save(path, content)
        beginning = _go_on(wishes._replace(save=None), save)
        return beginning._replace(kept=KeptGame(beginning.game, file, whole_lines(content, save)))
    except BaseException:
        file.close()
        raise


def _go_on(wishes: Wishes, save: Save) -> Beginning:
    game = Game.from_header(save.header)
    names = NumberedNames(save.header.scenario)
    told = [tell(game.opening, names)]
    for step in game.replay(save):
        match step:
            case Played(events=events):
                told.append(tell(events, names))
            case TakenBack():
                told.pop()
    one, two = (
        _goes_on(before, side) if wished is None else wished
        for wished, before, side in zip(wishes.players, save.header.players, Side, strict=True)
    )
    players = _players_of((one, two), save.header.seed, save.header.scenario)
    return Beginning(game, (one, two), players, told, save.torn, _keep(game, wishes.save))


def _goes_on(player: str, side: Side) -> str:
    """Give who has played a side, if they can go on here: for anybody, a person."""
    if player in UNNAMED:
        return PERSON
    if player not in _known():
        option = f"--{side.value.lower()}"
        raise MatchError(
            f"{player!r} has played {side.value} and can't here: name another, {option}"
        )
    return player


def _known() -> list[str]:
    """List who can play: a person, the levels, the bots."""
    return [PERSON, *level_names(), *bot_names()]


def _players_of(names: tuple[str, str], seed: int, scenario: Scenario) -> dict[Side, Player | None]:
    """Make the players; MatchError when a level can't play the battle."""
    players: dict[Side, Player | None] = {}
    for side, player in zip(Side, names, strict=True):
        if player not in _known():
            option = f"--{side.value.lower()}"
            raise typer.BadParameter(f"{option}: {player!r} is not one of {', '.join(_known())}")
        if player in level_names() and (reason := refusal(scenario)) is not None:
            raise MatchError(f"{player}: {reason}")
        players[side] = None if player == PERSON else make_player(player, side, seed)
    return players


def play_here(beginning: Beginning) -> int:
    """Play at this terminal and save where that was asked for; give the exit code."""
    game, (one, two), players, told, torn, kept = beginning
    screen = Screen()
    if torn is not None:
        screen.show(text("terminal.torn", line=torn), "yellow")
    begins = text(
        "terminal.begins",
        scenario=scenario_name(game.header.scenario.name),
        one=name("player", one),
        two=name("player", two),
        seed=game.header.seed,
    )
    screen.show(begins, "bold")
    if None in players.values():
        screen.show(text("terminal.help"))
    try:
        ending = Sitting(game, players, screen, told, kept).run()
    except KeyboardInterrupt:
        ending = Ending.LEFT
    if ending is not Ending.OVER:
        key = "terminal.left" if ending is Ending.LEFT else "terminal.no_input"
        screen.show(text(key), "yellow")
    return _close(kept, screen)


def play_bots_as_json(beginning: Beginning) -> int:
    """Let two bots play to the end, printing JSON lines; give the exit code."""
    game, players = beginning.game, beginning.players
    bots = {side: player for side, player in players.items() if player is not None}
    if len(bots) < len(players):
        raise typer.BadParameter("--json is for two bots: name them with --one and --two")
    jsonlines.print_opening(game)
    for step in play(game, bots, name_battle(game.header.scenario.name, game.header.seed)):
        if beginning.kept is not None:
            beginning.kept.keep()
        jsonlines.print_action(step.action.to_text(), step.before.to_act, step.events)
    jsonlines.print_result(game, torn=beginning.torn)
    return _close(beginning.kept, None)


def _close(kept: KeptGame | None, screen: Screen | None) -> int:
    """Let go of the file, say what has become of it, and return the exit code."""
    if kept is None:
        return 0
    kept.close()
    if kept.problem is not None:
        typer.echo(text("terminal.save_failed", reason=kept.problem), err=True)
        return FAILED
    if screen is not None:
        screen.show(text("terminal.saved", file=kept.path))
    return 0
