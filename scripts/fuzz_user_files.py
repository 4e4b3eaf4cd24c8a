"""The loaders of what a player has, or was given: settings, scores, records, saves, setup codes.

A broken file of the user folder must be moved aside as it is, and a valid one take its place.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from client.folders import Folders
from engine.errors import DataError
from scripts.fuzz_loaders import Prepared, shortened_saves

if TYPE_CHECKING:
    from client.settings import Settings
    from client.worker.protocol import Steps

_T = TypeVar("_T")


class RefusedError(Exception):
    """Raised in place of the sentence that refuses a file."""


class NotTextError(Exception):
    """Raised in place of the refusal of a file that is not text."""


def decoded(file: Path) -> str:
    """Return a file as text, as `resources.read_text` does: invalid text is refused before any
    loader.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(str(error)) from error


def _finish(steps: Steps[_T]) -> _T:
    """Return the result of a task of the worker."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: _T = stop.value
            return result


# Files of the user folder


class _Kept(Protocol):
    """What is known of a file after something was added to it."""

    @property
    def problem(self) -> DataError | OSError | None: ...

    @property
    def aside(self) -> Path | None: ...


def _added(
    folder: Path, place: Callable[[Folders], Path], add: Callable[[Folders], _Kept]
) -> Callable[[Path], object]:
    """Return a function that puts a file in its *place* in a user folder, and *adds* to it."""

    def read(file: Path) -> object:
        folders = Folders(folder / "home")
        content = file.read_bytes()
        place(folders).write_bytes(content)
        try:
            kept = add(folders)
            again = add(folders)
            assert again.problem is None, "what was written is valid"
            if kept.problem is not None:
                assert kept.aside is not None, "a broken file is kept"
                assert kept.aside.read_bytes() == content, "as it was"
                raise kept.problem
        finally:
            shutil.rmtree(folders.root)
        return kept

    return read


def own_records(folder: Path) -> Prepared:
    """Read the record of one's own battles, and add one to it."""
    from client.own_record.own_record_file import Entry, Heading, Outcome, keep_entries

    rows = [Heading(1), *(Entry(f"{n:064x}", "recruit", one) for n, one in enumerate(Outcome))]
    sample = b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
    new = [Entry("f" * 64, "soldier", Outcome.WON)]
    read = _added(
        folder, lambda folders: folders.own_record, lambda folders: keep_entries(folders, new)
    )
    return Prepared([sample], read)


def puzzle_scores(folder: Path) -> Prepared:
    """Read the scores of puzzles, and add answers and a run to them."""
    import datetime as dt

    from client.puzzles.score_file import Note, keep_notes
    from engine.players.puzzles import THEMES

    sample = (
        b'{"version": 1, "themes": {"sure_kill": {"answered": 7, "solved": 5}}, "best": 9,'
        b' "days": {"2026-11-30": true, "2026-12-01": false},'
        b' "unfinished": {"questions": [{"theme": "sure_kill", "seed": 2000001},'
        b' {"theme": "falls_back", "seed": 2000002}], "answers": [true]}}'
    )
    notes = [Note(theme, solved=True, day=dt.date(2026, 12, 2)) for theme in THEMES]
    notes += [Note(THEMES[0], solved=False), Note(run=10)]

    def add(folders: Folders) -> _Kept:
        kept = keep_notes(folders, notes)
        assert all(0 <= (kept.scores.of(theme).rate or 0) <= 1 for theme in THEMES)
        return kept

    return Prepared([sample], _added(folder, lambda folders: folders.puzzle_scores, add))


def lesson_progress(folder: Path) -> Prepared:
    """Read the progress in the tutorial, add to it, and go on with the lessons in it."""
    from client.tutorial.lesson import lesson_of, packaged_lessons
    from client.tutorial.lesson_session import LessonSession, Place, players_of
    from client.tutorial.progress_file import Note, Progress, keep_notes
    from engine.battle import Game

    first, *others, last = packaged_lessons()
    places = {}
    for lesson in (*others, last):
        game, actions = Game.start(lesson.scenario, lesson.seed, players_of(lesson)), []
        for _ in range(6):
            actions.append(game.legal_actions()[0])
            game.apply(actions[-1])
        written = tuple(action.to_text() for action in actions)
        places[lesson.code] = Place(lesson.steps[1].code, 2, written)
    sample = msgspec.json.encode(Progress(done=(first.code,), places=places))

    def add(folders: Folders) -> _Kept:
        kept = keep_notes(folders, [Note(first.code, None, is_done=True)])
        for code, place in kept.progress.places.items():
            try:
                session = LessonSession(lesson_of(code), _NoDecisions(), place)
            except (LookupError, ValueError):
                continue  # the lesson begins anew
            assert session.place.step == place.step
            assert session.is_met in (False, True)
        return kept

    return Prepared([sample], _added(folder, lambda folders: folders.tutorial, add))


class _NoDecisions:
    """A source of decisions that nobody asks."""

    def ask(self, *_: object) -> None: ...

    def poll(self) -> None: ...

    def forget(self) -> None: ...

    def hurry(self, *, hurried: bool) -> None: ...


def full_settings() -> Settings:
    """Return settings in which no field has its usual value, but for the version."""
    from client import settings

    return settings.Settings(
        language="fr",
        theme="high_contrast",
        scale=100,
        pace=settings.Pace.FAST,
        opponent_pace=settings.Pace.INSTANT,
        reduce_motion=True,
        show_recap=False,
        hand_over=settings.HandOver.OPAQUE,
        ask_before_end=False,
        ask_to_advance=True,
        follow=settings.Follow.OPPONENT,
        follow_to=settings.FollowTo.SIGHT,
        pan=settings.Pan.SLOW,
        fullscreen=True,
        window=(1280, 800),
        scenario="crossroads",
        keys={"undo": ("ctrl+z", "z"), "hint": ("f5",)},
        replay_keys={"report": ("w",)},
        players=("person", "soldier"),
        volume_interface=0,
        volume_battle=100,
        volume_ambience=20,
        muted=True,
        think_time=50,
        teaching=True,
        armies=("mine.toml", ""),
        explain_at_mouse=False,
    )


def settings(folder: Path) -> Prepared:
    """Read settings: a broken file is moved aside and reported, and nothing may be raised."""
    from client.settings import Settings, bindings_of, read_settings, write_settings

    apart = folder / "home"
    samples = []
    for one in (Settings(), full_settings(), full_settings()):
        apart.mkdir()
        write_settings(apart / "settings.toml", one)
        samples.append((apart / "settings.toml").read_bytes())
        shutil.rmtree(apart)

    def read(file: Path) -> object:
        apart.mkdir()
        content = file.read_bytes()
        path = apart / "settings.toml"
        path.write_bytes(content)
        try:
            found = read_settings(path)
            if found.problem is not None:
                assert found.kept is not None, "a broken file is kept"
                assert found.kept.read_bytes() == content, "as it was"
                assert read_settings(path) == (Settings(), None, None, None)
                raise RefusedError(found.problem)
            write_settings(path, found.settings)
            assert read_settings(path).settings == found.settings
        finally:
            shutil.rmtree(apart)
        return bindings_of(found.settings)

    return Prepared(samples, read)


# Saves, as lists and replays show them


def summaries(_: Path) -> Prepared:
    """Summarise saves, as the list of battles does: a problem is in the summary."""
    from client.worker.summary import summarise

    def read(file: Path) -> object:
        summary = _finish(summarise(file))
        if summary.problem is not None:
            raise summary.problem
        assert summary.continues(summary)
        return summary

    return Prepared(shortened_saves(), read)


def replays(_: Path) -> Prepared:
    """Look at every place of saves, branch them there, and report on them."""
    from client.battle.model.replay import Landmark, Replay
    from client.text.names import BattleNames
    from client.worker.reports import report_battle
    from engine.battle import Game
    from engine.battle.save import branch_save, read_save, restart_save
    from engine.battle.state import setup_of
    from engine.battle.timeline import read_timeline

    def read(file: Path) -> object:
        save = read_save(file)
        setup = setup_of(msgspec.json.encode(save.header.scenario))
        timeline = _finish(read_timeline(save, Game(save.header, setup)))
        replay, names = Replay(save, timeline), BattleNames(setup)
        lines = [replay.lines(place, names) for place in range(replay.end + 1)]
        places = {0, replay.end, *replay.places(Landmark.PHASE)[-1:]}
        for place in sorted(places):
            branched = branch_save(save, replay.records(place), 7, ("person", "recruit"))
            game = Game.from_save(branched)
            if timeline.concession is None or place != replay.end:
                assert game.state.units == replay.state(place).units
        Game.from_save(restart_save(save))
        return lines, _finish(report_battle(file.read_bytes(), 1))

    return Prepared(shortened_saves(), read)


# What somebody sent


def setup_codes(_: Path) -> Prepared:
    """Read codes of setups, as they come from a clipboard, write those that are read again, and
    look for their battles.
    """
    from client.battle.model.battle_setup import BattleSetup, fielded
    from client.battle.model.listing import read_generated
    from client.battle.model.setup_code import checksum, read_code, write_code
    from engine.battle import generator, load_scenario

    scenario = load_scenario("first_landing")
    samples = [
        b"hexfront-battle 1 scenario=random:17 seed=4711 one=person two=recruit check=1f3a9c04",
    ]
    army = b" army-one=Night%20watch,ordinate,500,linesman*4,sighter*2\n"
    samples.append(samples[0].replace(b"recruit", b"bot:greedy") + army)

    def read(file: Path) -> object:
        shared = read_code(decoded(file))
        setup = BattleSetup(scenario, shared.seed, shared.players)
        again = read_code(write_code(shared.scenario, setup, shared.armies))
        assert again._replace(check=shared.check) == shared
        if not generator.is_generated(shared.scenario):
            return again
        ready = fielded(read_generated(shared.scenario), shared.armies)
        return None if ready is None else checksum(ready)

    return Prepared(samples, read)
