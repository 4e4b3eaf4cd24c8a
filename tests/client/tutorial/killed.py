"""A process that plays a lesson in a window until it is killed: a test starts it with a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pygame

from client.app import App
from client.folders import Folders
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.tutorial.lesson import lesson_of
from client.tutorial.lesson_screen import LessonScreen
from client.tutorial.tutorial import Tutorial
from client.window import Window
from client.worker.worker import Worker
from tests.client.pilot import Pilot
from tests.client.tutorial.pupil import Pupil

STEPS = 4


def play(home: str) -> None:
    pygame.init()
    app = App(
        Window((1280, 800), fullscreen=False),
        Folders(Path(home)),
        Settings(scale=100, pace=Pace.INSTANT),
        Worker(),
    )
    app.begin(TitleScreen(app))
    tutorial = app.tutorial
    assert isinstance(tutorial, Tutorial)
    tutorial.start(lesson_of("move"))
    app.frame(0.05)
    screen = app.screen
    assert isinstance(screen, LessonScreen)
    pupil = Pupil(Pilot(screen, app.stack, app.frame), by_keys=False)
    for _ in range(STEPS):
        pupil.take_step()
    app.frame(0.05)
    sys.stdout.write(f"{pupil.asked.step.code}\n")
    sys.stdout.flush()
    time.sleep(60)


if __name__ == "__main__":
    play(sys.argv[1])
