"""The battles of the window: opens new and saved ones, and owns the one in progress."""

from __future__ import annotations

import logging
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING

from client.battle.model import autosave
from client.battle.model.opening import (
    branch_battle,
    continue_first,
    find_record,
    restart_battle,
    start_battle,
)
from client.battle.model.save_names import free_path, path_of, suggested_name
from client.failures import raise_all
from client.file_notices import FileNotices
from client.folders import lock_user_folder
from client.overlays.message import in_short
from client.screen import Pop, Push, Replace
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.preparing import PreparingScreen
from client.settings import HandOver
from client.suggested_players import note_result
from client.text.catalogue import text
from client.text.names import scenario_name
from client.text.problems import file_problem, reason_text
from client.text.save_problems import save_problem_lines
from client.tuning import load_tuning
from engine.battle.save import is_branched, start_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from client.battle.model.battle_end import BattleEnd, OnEnd
    from client.battle.model.opening import OpenedBattle
    from client.battle.model.session import Session
    from client.host import Host
    from client.screen import Screen
    from engine.battle.save import Save
    from engine.battle.scenario import Scenario
    from engine.errors import SaveError
    from engine.record_file import RecordFile

log = logging.getLogger(__name__)


class Battles:
    """The battles of the window, of which one is played at a time."""

    def __init__(self, app: Host) -> None:
        """Create the feature for a window."""
        self._app = app
        self._autosave: RecordFile | None = None
        self._unwritten: list[RecordFile] = []
        self._lent: list[RecordFile] = []
        self._discarded: deque[RecordFile] = deque()
        self._notices = FileNotices(app)
        self._looked = 0.0
        self.session: Session | None = None
        self._screen: Screen[BattleEnd] | None = None
        self._shown: PreparingScreen[OpenedBattle] | None = None
        self._ends: dict[PreparingScreen[OpenedBattle], OnEnd] = {}
        self._is_counted = False

    def start(
        self,
        scenario: Scenario,
        seed: int,
        players: tuple[str, str],
        on_end: OnEnd | None = None,
    ) -> None:
        """Start a battle and push its screen; a battle in progress is left first.

        Once it has left the screen, *on_end* is called with its end, or with None if it never
        began. Without *on_end*, a player who asks for a new battle at the end is led to its setup.
        """
        folders, worker = self._app.folders, self._app.worker

        def prepare() -> OpenedBattle:
            return start_battle(scenario, seed, players, folders, worker)

        self._make_room()
        names = scenario_name(scenario.name), text("app.start.failed")
        self._show(prepare, names, on_end or self._after)

    def resume(self, path: Path, on_end: OnEnd | None = None) -> None:
        """Resume a saved battle, with *on_end* as in `start`; problems are shown as a message."""
        self.resume_first([path], on_end)

    def resume_first(self, paths: Sequence[Path], on_end: OnEnd | None = None) -> None:
        """Resume the first of several battles that can be; problems with the others are shown."""
        folders, worker = self._app.folders, self._app.worker
        self._make_room()
        unwritten = self.unwritten

        def prepare() -> OpenedBattle:
            return continue_first(paths, folders, worker, unwritten)

        names = text("app.continuing"), text("app.save.broken")
        self._show(prepare, names, on_end or self._after)
        self._lent = list(unwritten.values())

    def branch(self, save: Save, records: int, players: tuple[str, str]) -> None:
        """Start a new battle, with new dice, after so many *records* of another one's save."""
        folders, worker = self._app.folders, self._app.worker
        seed = _new_seed()

        def prepare() -> OpenedBattle:
            return branch_battle(save, records, seed, players, folders, worker)

        self._make_room()
        names = scenario_name(save.header.scenario.name), text("app.start.failed")
        self._show(prepare, names, self._after)

    def restart(self) -> None:
        """Leave the battle in progress, and begin it anew: same start, same dice, same players.

        Whoever awaits the end of the battle gets that of the new one.
        """
        assert self.session is not None, "a battle is played"
        assert self._shown is not None, "a battle is shown"
        folders, worker = self._app.folders, self._app.worker
        save, on_end = self.session.recorded, self._ends[self._shown]

        def prepare() -> OpenedBattle:
            return restart_battle(save, folders, worker)

        self._ends[self._shown] = _ignore
        self._make_room()
        names = scenario_name(save.header.scenario.name), text("app.start.failed")
        self._show(prepare, names, on_end)

    @property
    def offers_rematch(self) -> bool:
        """Whether the battle in progress may be followed by another one: no one awaits its end."""
        return self._shown is not None and self._ends[self._shown] == self._after

    def rematch(self, *, swapped: bool) -> None:
        """Leave the battle in progress, and start it anew with other dice, and with sides *swapped*
        or not.
        """
        assert self.session is not None, "a battle is played"
        header = self.session.game.header
        one, two = header.players
        self.start(header.scenario, _new_seed(), (two, one) if swapped else (one, two))

    def _make_room(self) -> None:
        """Leave the battle in progress at once: its file may be the one to be opened next."""
        self.leave()
        self._let_go()

    def leave(self) -> None:
        """Leave the battle in progress; its screen is popped, with everything above it."""
        if self._screen is not None:
            self._app.go(Pop(self._screen))

    def _show(
        self,
        prepare: Callable[[], OpenedBattle],
        names: tuple[str, str],
        on_end: OnEnd,
    ) -> None:
        """Show the preparation of a battle, and then the battle, as one entry of the stack.

        *names* are the text shown meanwhile and the title of the message if preparation fails.
        """

        def show(battle: OpenedBattle) -> None:
            self._take(battle, preparing)

        def leave(end: BattleEnd | None) -> None:
            if self._shown is preparing:
                self._let_go()
            self._ends.pop(preparing)(end)

        preparing = PreparingScreen(self._app, names, prepare, show, self.discard)
        self._ends[preparing] = on_end
        self._shown = self._screen = preparing
        self._app.go(Push(preparing, leave))

    def _take(self, battle: OpenedBattle, preparing: PreparingScreen[OpenedBattle]) -> None:
        """Replace the screen of the preparation by that of the battle."""
        self.session, self._autosave = battle.session, battle.autosave
        self._lent = []
        self._is_counted = battle.session.game.result is not None  # it was played earlier
        self._notices.forget(battle.autosave)
        if battle.autosave in self._unwritten:
            self._unwritten.remove(battle.autosave)
        self._screen = screen = BattleScreen(self._app, battle.session)
        if battle.session.records and self._app.settings.hand_over is HandOver.OPAQUE:
            screen.presenter.hand_over()
        self._app.go(Replace(preparing, self._screen))
        if battle.torn:
            self._app.tell(text("app.save.torn"), [text("app.save.torn.text")])
        if battle.unreadable:
            lines = [
                text("app.save.skipped.text"),
                *in_short([line for one in battle.unreadable for line in _told(one)]),
            ]
            self._app.tell(text("app.save.skipped"), lines)

    def _after(self, end: BattleEnd | None) -> None:
        """Set up another battle if the player asked for one."""
        if end is not None and end.wants_new:
            self._app.go(Push(NewBattleScreen(self._app)))

    def discard(self, battle: OpenedBattle) -> None:
        """Close a prepared battle that will not be shown, in the next frame.

        May be called from any thread.
        """
        self._discarded.append(battle.autosave)

    def _let_go_of_discarded(self) -> None:
        while self._discarded:
            kept = self._discarded.popleft()
            if kept not in self._unwritten:
                kept.close(0)

    def save(self) -> Path:
        """Save the battle in progress under a name that is free; OSError if that fails."""
        assert self.session is not None, "a battle is played"
        with lock_user_folder(self._app.folders):
            path = free_path(self._app.folders, suggested_name(self.session))
            self.session.save(path)
        return path

    def save_as(self, name: str) -> Path:
        """Save the battle in progress under a name, in place of a save that had it.

        The name must be a valid one. OSError if that fails.
        """
        assert self.session is not None, "a battle is played"
        with lock_user_folder(self._app.folders):
            path = path_of(self._app.folders, name)
            self.session.save(path)
        return path

    @property
    def in_play(self) -> bool:
        """Whether a battle is in progress."""
        return self.session is not None

    @property
    def record(self) -> Sequence[str]:
        """Return the lines of the save of the battle in progress."""
        return () if self.session is None else self.session.game.lines

    @property
    def is_kept(self) -> bool:
        """Whether a battle is in progress and completely written to its file."""
        return self._autosave is not None and self._autosave.is_whole

    @property
    def trouble(self) -> str:
        """Return why the battle in progress can't be saved at the moment; "" if it can be."""
        problem = None if self._autosave is None else self._autosave.problem
        if problem is None:
            return ""
        return reason_text(problem)

    @property
    def unwritten(self) -> dict[Path, RecordFile]:
        """Return the records of battles that were left and are not completely written yet."""
        return {kept.path: kept for kept in self._unwritten if kept.path is not None}

    def is_unwritten(self, path: Path) -> bool:
        """Whether a file belongs to a battle that was left and is not completely written yet."""
        return find_record(path, self.unwritten) is not None

    def update(self) -> None:
        """Check the files of battles periodically, and report each problem once."""
        self._let_go_of_discarded()
        self._count_result()
        now = time.monotonic()
        if now - self._looked >= load_tuning().autosave.retry_seconds:
            self._looked = now
            self._look_after_files()
        for kept in ([] if self._autosave is None else [self._autosave]) + self._unwritten:
            self._tell_of(kept)

    def _tell_of(self, kept: RecordFile) -> None:
        """Show what is wrong with the file of a battle, and where the battle is recorded now."""
        self._notices.tell_of(kept, in_play=kept is self._autosave)

    def _look_after_files(self) -> None:
        if self._autosave is not None:
            self._autosave.retry()
        for kept in self._unwritten.copy():
            kept.retry()
            if kept.is_whole and kept not in self._lent:
                self._unwritten.remove(kept)
                kept.close(0)
                self._tell_of(kept)
                self._notices.forget(kept)

    def _let_go(self) -> None:
        """Leave the battle; its file is moved aside if the battle is over.

        A file that is not completely written is retried while the window is open.
        """
        self._count_result()
        session, kept = self.session, self._autosave
        self.session = self._autosave = self._screen = self._shown = None
        self._lent = []
        if session is not None:
            session.leave()
            self._note_result(session)
        if kept is None:
            return
        kept.retry()
        if not kept.is_whole:
            self._unwritten.append(kept)
            return
        kept.close(load_tuning().autosave.close_seconds)
        if session is not None and session.game.result is not None and kept.path is not None:
            over = self._retire(kept.path)
            kept.moved_to = None if kept.moved_to is None else over
        self._tell_of(kept)
        self._notices.forget(kept)

    def _note_result(self, session: Session) -> None:
        """Record the result of a finished battle, for the suggestion of the next opponent."""
        result = session.game.result
        if result is not None:
            players, settings = session.game.header.players, self._app.settings
            self._app.change(note_result(settings, players, result.winner))

    def _count_result(self) -> None:
        """Count a battle that has ended in one's own record, once."""
        session = self.session
        if session is not None and not self._is_counted and session.game.result is not None:
            self._is_counted = True
            header, save = session.game.header, session.recorded
            self._app.own_record.note(
                start_digest(header),
                header.players,
                session.game.result.winner,
                branched=is_branched(save),
            )

    def list_losses(self) -> list[str]:
        """Retry all incomplete files; return for each one left why it can't be written."""
        self._look_after_files()
        kept = self._unwritten if self._autosave is None else [self._autosave, *self._unwritten]
        return [
            file_problem(_named(one.problem, one.path))
            for one in kept
            if one.problem is not None and not one.is_whole
        ]

    def close(self) -> None:
        """Close everything; raise OSError, or a group, if battles can't be written completely."""
        self._let_go()
        self._let_go_of_discarded()
        self._look_after_files()
        raise_all(
            [
                _named(kept.problem, kept.path)
                for kept in self._unwritten
                if kept.problem is not None
            ]
        )

    def _retire(self, path: Path) -> Path:
        try:
            return autosave.retire(self._app.folders, path)
        except OSError as error:
            log.exception("%s stays where it is", path)
            self._app.tell(text("app.autosave.not-retired"), [file_problem(error)])
            return path


def _told(problem: SaveError) -> list[str]:
    """Log why a battle can't be opened; return it as a player is told."""
    log.warning("%s", problem)
    return save_problem_lines(problem)


def _ignore(end: BattleEnd | None) -> None:
    """Do nothing about the end of a battle that is begun anew."""


def _new_seed() -> int:
    return secrets.randbelow(load_tuning().seed.largest + 1)


def _named(problem: OSError, path: Path | None) -> OSError:
    """Return an error that names the file of a battle, if it has one."""
    if problem.filename is not None or path is None:
        return problem
    return OSError(problem.errno, problem.strerror or str(problem), str(path))
