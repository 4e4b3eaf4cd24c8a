"""Around a battle: restart, concede, rematch and saves with names, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle.model.battle_end import BattleEnd
from client.battle.model.save_names import name_problem
from client.folders import Folders
from client.overlays.message import MessageOverlay
from client.overlays.name_entry import NameOverlay
from client.overlays.result import ResultOverlay
from client.own_record.own_record_file import read_record
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.replay import ReplayScreen
from client.screens.report import ReportScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.standing import Standing
from client.text.catalogue import text
from engine.battle import Game, Side, load_scenario
from engine.battle.events import Reason
from engine.battle.save import read_save
from tests.client.app.hand import Hand, OpenApp

QUICK = Settings(scale=100, pace=Pace.INSTANT)
PLAYERS = ("person", "bot:greedy")


def at_battle(open_app: OpenApp, players: tuple[str, str] = PLAYERS, seed: int = 7) -> Hand:
    hand = open_app(settings=QUICK)
    hand.app.battles.start(load_scenario("first_landing"), seed, players)
    settle(hand)
    return hand


def settle(hand: Hand) -> None:
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)


def act(hand: Hand, count: int = 3) -> None:
    """Play a few actions of whoever is a person here."""
    for _ in range(count):
        settle(hand)
        session = hand.screen.session
        assert session.submit(session.records, session.game.legal_actions()[0])
    settle(hand)


def choose(hand: Hand, entry: str, *, by_keys: bool) -> None:
    """Open the menu, and press one of its entries."""
    hand.key(pygame.K_F10)
    hand.frame(2)
    answer(hand, entry, by_keys=by_keys)


def answer(hand: Hand, entry: str, *, by_keys: bool) -> None:
    """Press a button of what is in front."""
    if by_keys:
        while hand.form.focused is not hand.button(text(entry)):
            hand.key(pygame.K_TAB)
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text(entry))
    hand.frame(2)


def write(hand: Hand, name: str) -> None:
    """Replace the name that is suggested, which is selected."""
    for letter in name:
        pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, {"text": letter}))
    hand.frame()


both = pytest.mark.parametrize("device", ["mouse", "keyboard"])

# Restart


@both
def test_a_restart_is_asked_for_and_has_the_same_dice(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    before = hand.screen
    choose(hand, "battle.menu.restart", by_keys=device == "keyboard")
    answer(hand, "app.cancel", by_keys=device == "keyboard")
    assert hand.screen is before
    choose(hand, "battle.menu.restart", by_keys=device == "keyboard")
    answer(hand, "restart.confirm", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    again = hand.screen.session.game
    assert again.records == 0
    assert again.header == before.session.game.header
    assert [type(one) for one in hand.app.stack.screens] == [TitleScreen, BattleScreen]
    act(hand, 1)
    hand.until(lambda: len(list(folders.autosaves.glob("*.jsonl"))) == 2)
    kept = [Game.from_save(read_save(path)) for path in folders.autosaves.glob("*.jsonl")]
    assert before.session.game.checksum() in {one.checksum() for one in kept}, "none is lost"


def test_who_awaits_the_end_of_a_battle_gets_that_of_the_restarted_one(open_app: OpenApp) -> None:
    ends: list[BattleEnd | None] = []
    hand = open_app(settings=QUICK)
    hand.app.battles.start(load_scenario("first_landing"), 7, PLAYERS, ends.append)
    settle(hand)
    before = hand.screen
    choose(hand, "battle.menu.restart", by_keys=True)
    answer(hand, "restart.confirm", by_keys=True)
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    assert ends == []
    choose(hand, "battle.menu.concede", by_keys=True)
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    hand.frame(2)
    assert text("battle.end.swap") not in hand.labels(), "what follows is not for us to say"
    answer(hand, "battle.end.title", by_keys=True)
    hand.until(lambda: bool(ends))
    (end,) = ends
    assert end is not None
    assert end.result is not None
    assert end.result.winner is Side.TWO


# Conceding


@both
def test_conceding_is_asked_for_and_is_a_defeat_everywhere(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "app.cancel", by_keys=device == "keyboard")
    game = hand.screen.session.game
    assert game.result is None
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "concede.confirm", by_keys=device == "keyboard")
    settle(hand)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    assert (game.result.winner, game.result.reason) == (Side.TWO, Reason.CONCESSION)
    answer(hand, "battle.end.report", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, ReportScreen) and hand.screen.report is not None)
    assert hand.screen.report.result == game.result
    hand.key(pygame.K_r)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame()
    hand.key(pygame.K_END)
    player = hand.screen.player
    assert player.replay.state(player.place).result == game.result
    assert player.place == len(player.replay.timeline.moments) + 1
    hand.key(pygame.K_COMMA)
    assert player.replay.state(player.place).result is None
    for _ in range(2):
        hand.back()
        hand.frame(2)
    hand.key(pygame.K_F10)
    hand.frame(2)
    assert text("battle.menu.concede") not in hand.labels(), "it is over"
    answer(hand, "battle.menu.leave", by_keys=device == "keyboard")
    answer(hand, "battle.box.leave-confirm", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, TitleScreen))
    (path,) = folders.finished.glob("*.jsonl")
    assert Game.from_save(read_save(path)).result == game.result
    assert hand.app.own_record.standing("bot:greedy") == Standing(0, 0, 1)


def test_two_people_concede_for_the_side_that_is_to_act(open_app: OpenApp) -> None:
    hand = at_battle(open_app, ("person", "person"))
    side = hand.screen.session.state.to_act
    choose(hand, "battle.menu.concede", by_keys=True)
    message = hand.app.stack.top
    assert isinstance(message, MessageOverlay)
    assert hand.screen.presenter.names.side(side) in message.lines[0]
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    assert hand.screen.session.game.result.winner is side.other


def test_nobody_concedes_a_battle_of_bots(open_app: OpenApp) -> None:
    hand = open_app(settings=Settings(scale=100, pace=Pace.NORMAL))
    hand.app.battles.start(load_scenario("first_landing"), 7, ("bot:greedy", "bot:greedy"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.key(pygame.K_F10)
    hand.frame(2)
    assert text("battle.menu.restart") in hand.labels()
    assert text("battle.menu.concede") not in hand.labels()


# Rematch


@both
def test_a_rematch_swaps_the_sides_and_has_other_dice(open_app: OpenApp, device: str) -> None:
    hand = at_battle(open_app)
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "concede.confirm", by_keys=device == "keyboard")
    settle(hand)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    before = hand.screen
    answer(hand, "battle.end.swap", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    header = hand.screen.session.game.header
    assert header.players == ("bot:greedy", "person")
    assert header.scenario == before.session.game.header.scenario
    assert header.seed != 7
    assert [type(one) for one in hand.app.stack.screens] == [TitleScreen, BattleScreen]


# Saves with names


@both
def test_a_save_gets_the_name_that_is_typed(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    choose(hand, "battle.menu.save", by_keys=device == "keyboard")
    assert isinstance(hand.app.stack.top, NameOverlay)
    write(hand, "Before the bridge")
    if device == "keyboard":
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text("saving.name.confirm"))
    hand.frame(2)
    path = folders.saves / "Before the bridge.jsonl"
    assert Game.from_save(read_save(path)).checksum() == hand.screen.session.game.checksum()
    assert hand.screen.presenter.said.words == text("battle.notice.saved", file="Before the bridge")


def test_a_save_that_would_be_replaced_is_asked_about(open_app: OpenApp, folders: Folders) -> None:
    hand = at_battle(open_app)
    path = folders.saves / "One.jsonl"
    path.write_text("another battle")
    for reply, replaced in (("app.cancel", False), ("saving.replace.confirm", True)):
        choose(hand, "battle.menu.save", by_keys=True)
        write(hand, "One")
        hand.key(pygame.K_RETURN)
        hand.frame(2)
        assert isinstance(hand.app.stack.top, MessageOverlay)
        answer(hand, reply, by_keys=True)
        assert (path.read_text() != "another battle") is replaced


@pytest.mark.parametrize(
    "name",
    ["", "  ", "../outside", "a/b", "a\\b", "C:", "con", ".hidden", "what?", "end.", "*", 'a"b'],
)
def test_a_name_that_is_no_name_of_a_file_is_refused(
    open_app: OpenApp, folders: Folders, name: str
) -> None:
    hand = at_battle(open_app)
    choose(hand, "battle.menu.save", by_keys=True)
    hand.key(pygame.K_DELETE)
    write(hand, name)
    overlay = hand.app.stack.top
    assert isinstance(overlay, NameOverlay)
    assert overlay.problem
    assert not hand.button(text("saving.name.confirm")).enabled
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert hand.app.stack.top is overlay
    assert list(folders.saves.iterdir()) == []
    hand.key(pygame.K_ESCAPE)
    hand.frame(2)
    assert hand.app.stack.top is hand.screen


@pytest.mark.parametrize("name", ["Ἀθῆναι", "Grün 3", "a, b; c!", "1", "日本", "émile's"])
def test_any_other_name_is_taken(name: str) -> None:
    assert name_problem(name) == ""


def test_the_quick_save_has_a_name_that_is_free(open_app: OpenApp, folders: Folders) -> None:
    hand = at_battle(open_app)
    for _ in range(2):
        hand.key(pygame.K_F5)
        act(hand, 1)
    names = sorted(path.stem for path in folders.saves.iterdir())
    suggested = text("saving.suggested", scenario="First Landing", n=1)
    assert names == [suggested, f"{suggested}-2"]


# Renaming


def open_list(hand: Hand) -> None:
    hand.press(text("title.load"))
    hand.until(lambda: isinstance(hand.screen, LoadScreen) and not hand.screen._tasks)
    hand.frame()


def save_game(path: Path, seed: int = 3) -> None:
    Game.start(load_scenario("first_landing"), seed, PLAYERS).save(path)


@both
def test_a_save_is_renamed(open_app: OpenApp, folders: Folders, device: str) -> None:
    save_game(folders.saves / "old.jsonl")
    hand = open_app()
    open_list(hand)
    if device == "keyboard":
        hand.key(pygame.K_F2)
    else:
        hand.press(text("load.rename"))
    hand.frame(2)
    write(hand, "new")
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert [path.name for path in folders.saves.iterdir()] == ["new.jsonl"]
    hand.until(lambda: not hand.screen._tasks)
    assert hand.chooser.rows[0].title == "new"
    assert Path(hand.chooser.code) == folders.saves / "new.jsonl"


def test_no_save_is_lost_to_a_new_name(open_app: OpenApp, folders: Folders) -> None:
    save_game(folders.saves / "one.jsonl", 1)
    save_game(folders.saves / "two.jsonl", 2)
    contents = {path.name: path.read_bytes() for path in folders.saves.iterdir()}
    hand = open_app()
    open_list(hand)
    hand.key(pygame.K_F2)
    hand.frame(2)
    other = {"one": "two", "two": "one"}[hand.app.stack.top.name]
    write(hand, other)
    assert hand.app.stack.top.problem == text("saving.name.taken")
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert {path.name: path.read_bytes() for path in folders.saves.iterdir()} == contents


def test_a_finished_battle_becomes_a_save_by_its_name_and_an_unfinished_one_has_none(
    open_app: OpenApp, folders: Folders
) -> None:
    save_game(folders.autosaves / "going-on.jsonl", 1)
    game = Game.start(load_scenario("first_landing"), 2, PLAYERS)
    game.concede(Side.ONE)
    game.save(folders.finished / "over.jsonl")
    hand = open_app()
    open_list(hand)
    codes = [Path(row.code).stem for row in hand.chooser.rows]
    hand.row(codes.index("going-on"))
    assert not hand.button(text("load.rename")).enabled
    hand.row(codes.index("over"))
    hand.key(pygame.K_F2)
    hand.frame(2)
    assert hand.app.stack.top.name == "First Landing"
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert [path.name for path in folders.saves.iterdir()] == ["First Landing.jsonl"]
    assert list(folders.finished.glob("*.jsonl")) == []


# One's own record


def concede(hand: Hand) -> None:
    choose(hand, "battle.menu.concede", by_keys=True)
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    hand.frame(2)


def test_a_battle_counts_once_however_often_it_is_finished(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    hand.key(pygame.K_F5)
    hand.frame()
    concede(hand)
    assert hand.app.own_record.standing("recruit") == Standing(0, 0, 1)
    (saved,) = folders.saves.iterdir()
    hand.app.battles.resume(saved)
    hand.frame(3)
    settle(hand)
    concede(hand)
    assert len(read_record(folders.own_record)) == 1
    assert hand.app.own_record.standing("recruit") == Standing(0, 0, 1)
    assert hand.app.own_record.standing("soldier") == Standing()


def test_a_battle_that_was_left_and_one_between_others_do_not_count(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    hand.app.battles.start(load_scenario("first_landing"), 9, ("person", "person"))
    hand.frame(3)
    settle(hand)
    concede(hand)
    assert read_record(folders.own_record) == {}


def test_a_battle_that_was_over_when_it_was_opened_is_not_counted(
    open_app: OpenApp, folders: Folders
) -> None:
    game = Game.start(load_scenario("first_landing"), 2, ("person", "recruit"))
    game.concede(Side.TWO)
    game.save(folders.saves / "a friend's.jsonl")
    hand = open_app(settings=QUICK)
    hand.app.battles.resume(folders.saves / "a friend's.jsonl")
    settle(hand)
    assert read_record(folders.own_record) == {}


def test_the_record_is_shown_beside_the_strengths(open_app: OpenApp) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    concede(hand)
    answer(hand, "battle.end.new", by_keys=True)
    hand.until(lambda: hasattr(hand.screen, "armies"))
    hand.frame()
    hand.click(hand.screen.armies[1].seat.rect.center)
    hand.frame()
    notes = {one.name: getattr(one, "note", "") for one in hand.controls}
    assert notes["Recruit"] == text("seats.own", won=0, drawn=0, lost=1)
    assert notes["Soldier"] == ""
    shown = [label.words for label in hand.form.describe().labels]
    if text("strength.own") not in shown:
        hand.press(text("strength.button"))
        hand.frame()
        shown = [label.words for label in hand.form.describe().labels]
    assert text("strength.own-standing", won=0, drawn=0, lost=1) in shown
