"""The setup of a battle for the terminal from the command line's options, and its run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from client.terminal.keeping import KeptGame, open_kept, require_new
from client.terminal.numbered_names import NumberedNames
from client.terminal.printer import Printer
from client.terminal.scenario_search import find_army, find_ground
from client.terminal.session import Ending, TerminalSession
from client.text.battle_log import LogLine, log_lines
from client.text.catalogue import name, text
from client.text.names import scenario_name
from engine.battle import Game, Side
from engine.battle.activation import charge_needs
from engine.battle.battle import Step
from engine.battle.fielding import field_armies
from engine.battle.game import UNNAMED, Conceded, Played, TakenBack
from engine.battle.save import Save, parse_save, read_save
from engine.battle.scenario import Scenario
from engine.battle.scenario_files import packaged_materials
from engine.errors import MatchError
from engine.files import is_same_file
from engine.journal import whole_lines
from engine.players import Player
from engine.players.game_loop import name_battle, play
from engine.players.levels import level_names, refusal
from engine.players.registry import make_player
from engine.players.scripted_bots import PERSON, bot_names
from engine.sentences import Sentence

OPPONENT: Final = "bot:greedy"
"""The default player of TWO."""


class InvalidOption(Exception):
    """Raised if an option of the command line has an invalid value; *sentence* is the reason."""

    def __init__(self, sentence: Sentence) -> None:
        """Set the reason."""
        self.sentence = sentence
        super().__init__(sentence)


class Wishes(NamedTuple):
    """The options of the command line; *players* and *armies* are those of ONE and TWO, None if not
    given.
    """

    scenario: str | None
    players: tuple[str | None, str | None]
    seed: int
    load: Path | None
    save: Path | None
    armies: tuple[str | None, str | None] = (None, None)


class Beginning(NamedTuple):
    """A battle about to be played: its players by name, and as *players* by side.

    *log* is its log so far, the lines of each action; *kept* writes it to the requested file.
    """

    game: Game
    names: tuple[str, str]
    players: Mapping[Side, Player | None]
    log: list[list[LogLine]]
    torn: str | None
    kept: KeptGame | None


def begin(wishes: Wishes) -> Beginning:
    """Start or load the battle.

    Raises InvalidOption for unusable options, and DataError, MatchError or SaveError for an
    unusable
    scenario, player or file.
    """
    if wishes.save is not None and not wishes.save.absolute().parent.is_dir():
        folder = str(wishes.save.absolute().parent)
        raise InvalidOption(Sentence("start.no-save-folder", folder=folder))
    if wishes.save is not None:
        if wishes.load is not None and is_same_file(wishes.load, wishes.save):
            return _continue_in(wishes, wishes.save)
        require_new(wishes.save)
    if wishes.load is None:
        return _begin_new(wishes)
    return _continue(wishes, read_save(wishes.load))


def _begin_new(wishes: Wishes) -> Beginning:
    one, two = wishes.players
    chosen = (PERSON if one is None else one, OPPONENT if two is None else two)
    one_army, two_army = (None if word is None else find_army(word) for word in wishes.armies)
    ground = find_ground(wishes.scenario)
    scenario = field_armies(ground, (one_army, two_army), packaged_materials())
    players = _players_of(chosen, wishes.seed, scenario)
    game = Game.start(scenario, wishes.seed, chosen)
    opening = log_lines(game.opening, NumberedNames(game.header.scenario))
    return Beginning(game, chosen, players, [opening], None, _keep(game, wishes.save))


def _keep(game: Game, path: Path | None) -> KeptGame | None:
    return None if path is None else KeptGame.begin(game, path)


def _continue_in(wishes: Wishes, path: Path) -> Beginning:
    """Continue the battle in the file it was loaded from."""
    file = open_kept(path)
    try:
        content = file.read()
        save = parse_save(path, content)
        beginning = _continue(wishes._replace(save=None), save)
        return beginning._replace(kept=KeptGame(beginning.game, file, whole_lines(content, save)))
    except BaseException:
        file.close()
        raise


def _continue(wishes: Wishes, save: Save) -> Beginning:
    game = Game.from_header(save.header)
    names = NumberedNames(save.header.scenario)
    log = [log_lines(game.opening, names)]
    before = game.state
    for step in game.replay(save):
        match step:
            case Played(action=action, events=events):
                log.append(log_lines(events, names, charge_needs(before, action)))
            case TakenBack():
                log.pop()
            case Conceded(events=events):
                log.append(log_lines(events, names))
        before = step.after
    one, two = (
        _continuing_player(before, side) if wished is None else wished
        for wished, before, side in zip(wishes.players, save.header.players, Side, strict=True)
    )
    players = _players_of((one, two), save.header.seed, save.header.scenario)
    return Beginning(game, (one, two), players, log, save.torn, _keep(game, wishes.save))


def _continuing_player(player: str, side: Side) -> str:
    """Return the player that has played a side; a person for one that stood for anybody.

    MatchError for a player that is not available here.
    """
    if player in UNNAMED:
        return PERSON
    if player not in _known():
        option = f"--{side.value.lower()}"
        raise MatchError(
            Sentence("start.player-gone", player=player, side=side.value, option=option)
        )
    return player


def _known() -> list[str]:
    """Return the names of all players: a person, the levels, the bots."""
    return [PERSON, *level_names(), *bot_names()]


def _players_of(names: tuple[str, str], seed: int, scenario: Scenario) -> dict[Side, Player | None]:
    """Return the players by side; MatchError for a level that can't play the battle."""
    players: dict[Side, Player | None] = {}
    for side, player in zip(Side, names, strict=True):
        if player not in _known():
            option = f"--{side.value.lower()}"
            sentence = Sentence(
                "start.no-player", option=option, player=player, known=", ".join(_known())
            )
            raise InvalidOption(sentence)
        if player in level_names() and (reason := refusal(scenario)) is not None:
            raise MatchError(Sentence("player.refuses", player=player, reason=reason))
        players[side] = None if player == PERSON else make_player(player, side, seed)
    return players


def play_here(beginning: Beginning) -> OSError | None:
    """Play at this terminal, and record the battle in its file if one was requested.

    Returns the error that kept the file from being completed, if there was one.
    """
    game, (one, two), players, log, torn, kept = beginning
    screen = Printer()
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
        ending = TerminalSession(game, players, screen, log, kept).run()
    except KeyboardInterrupt:
        ending = Ending.LEFT
    if ending is not Ending.OVER:
        key = "terminal.left" if ending is Ending.LEFT else "terminal.no_input"
        screen.show(text(key), "yellow")
    problem = close(kept)
    if kept is not None and problem is None:
        screen.show(text("terminal.saved", file=kept.path))
    return problem


def play_bots(beginning: Beginning) -> Iterator[Step]:
    """Yield the steps of a battle of two bots, recording it; InvalidOption if one is a person."""
    players = beginning.players
    bots = {side: player for side, player in players.items() if player is not None}
    if len(bots) < len(players):
        raise InvalidOption(Sentence("start.json-for-bots"))
    return _steps_of(beginning, bots)


def _steps_of(beginning: Beginning, bots: Mapping[Side, Player]) -> Iterator[Step]:
    game = beginning.game
    for step in play(game, bots, name_battle(game.header.scenario.name, game.header.seed)):
        if beginning.kept is not None:
            beginning.kept.keep()
        yield step


def close(kept: KeptGame | None) -> OSError | None:
    """Close the file of a battle; return the error that kept it from being completed, if any."""
    if kept is None:
        return None
    kept.close()
    return kept.problem
