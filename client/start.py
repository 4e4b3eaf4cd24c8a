"""The opening of the window: user folder, log, settings, display and title."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from client import message_box
from client.app import App
from client.battle.input.keys import require_keys
from client.battle.input.replay_keys import require_replay_keys
from client.battle.model.autosave import remove_leftovers
from client.failures import NoDisplayError, StartError
from client.folders import user_folders
from client.logs import start_log
from client.screen import Push
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.settings import complaint_lines, read_settings
from client.sound.pygame_mixer import PygameMixer
from client.speech.line_output import LineOutput
from client.speech.narrator import Narrator
from client.text.catalogue import text
from client.text.system_language import speak
from client.tuning import load_tuning
from client.window import Window
from client.worker.worker import Worker
from engine.battle import generator
from engine.data.datafiles import files_of_folder, names_of, packaged_data
from engine.errors import describe
from engine.files import is_file
from engine.sentences import Sentence

if TYPE_CHECKING:
    from client.folders import Folders
    from client.open_resources import OpenResources
    from client.settings import Settings

log = logging.getLogger(__name__)

SCENARIO_SUFFIX: Final = ".toml"


def open_window(opened: OpenResources, target: str | None, *, speaks: bool) -> None:
    """Open the window at its title, recording in *opened* what has to be closed.

    In text mode it *speaks* on standard output.
    """
    speak(None)
    opened.folders = user_folders()
    opened.folders.require_writable()
    if target is not None:
        require_known(target, opened.folders)
    opened.log_file = start_log(opened.folders.logs)
    require_keys()
    require_replay_keys()
    read = read_settings(opened.folders.settings)
    window = visible_window(read.settings)
    opened.worker = Worker()
    opened.app = App(window, opened.folders, read.settings, opened.worker)
    if speaks:
        opened.speech = LineOutput(load_tuning().speech.most_waiting)
        opened.app.narrator = Narrator(opened.speech.say)
        opened.app.narrator.greet()
    try:
        remove_leftovers(opened.folders)
    except OSError as error:
        log.warning("what a killed window left is still there: %s", describe(error))
    opened.app.begin(TitleScreen(opened.app))
    if read.problem is not None:
        opened.app.tell(text("app.settings.broken"), complaint_lines(read))
    if target is not None:
        open_target(opened.app, target)
    mixer = PygameMixer()
    opened.app.sounds.connect(mixer)
    mixer.open()


def require_known(target: str, folders: Folders) -> None:
    """Raise StartError for a target that is not a scenario's name, a generated one or a file."""
    if generator.is_generated(target) or os.path.lexists(target):
        return
    own = [Path(file.name).stem for file in files_of_folder(folders.scenarios)]
    if target not in [*names_of(packaged_data(), "scenario"), *own]:
        raise StartError(Sentence("start.no-target", target=target))


def visible_window(settings: Settings) -> Window:
    """Open the system's window; StartError if there is no display for it."""
    try:
        window = Window(settings.window, fullscreen=settings.fullscreen, remembered=True)
    except pygame.error as error:
        raise StartError(Sentence("start.no-window", detail=str(error))) from error
    driver = pygame.display.get_driver()
    if driver in message_box.INVISIBLE - message_box.drivers_asked_for():
        raise NoDisplayError(
            Sentence("start.no-display", driver=driver, variable=message_box.DRIVER_VARIABLES[0])
        )
    return window


def open_target(app: App, target: str) -> None:
    """Open the target of the command line: a save by file, or a scenario by file or name."""
    path = Path(target)
    if is_file(path) and path.suffix.lower() != SCENARIO_SUFFIX:
        app.battles.resume(path.absolute())
    else:
        app.go(Push(NewBattleScreen(app, target)))
