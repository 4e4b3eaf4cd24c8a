"""Opens the window at its title and lets two levels play a battle in it, then closes it.

`python -m tests.silence.window`, with the user folder wherever it is by itself.
"""

from __future__ import annotations

import time
from typing import Final

from client.app import App
from client.folders import user_folders
from client.overlays.result import ResultOverlay
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.sound.pygame_mixer import PygameMixer
from client.window import Window
from client.worker.worker import Worker
from engine.battle import load_scenario

SIZE: Final = (1280, 800)
FRAME: Final = 1 / 30
AT_THE_TITLE: Final = 60
PATIENCE: Final = 300.0


def main() -> None:
    folders = user_folders()
    folders.require_writable()
    app = App(Window(SIZE, fullscreen=False), folders, Settings(pace=Pace.INSTANT), Worker())
    mixer = PygameMixer()
    app.sounds.connect(mixer)
    mixer.open()
    try:
        app.begin(TitleScreen(app))
        for _ in range(AT_THE_TITLE):
            app.frame(FRAME)
        app.battles.start(load_scenario("first_landing"), 3, ("commander", "recruit"))
        end = time.monotonic() + PATIENCE
        while not isinstance(app.stack.top, ResultOverlay):
            assert time.monotonic() < end, "the battle never ended"
            app.frame(FRAME)
            time.sleep(0.001)
        print("played to the end")
    finally:
        app.close()


if __name__ == "__main__":
    main()
