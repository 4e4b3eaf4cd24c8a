"""A window of another process on the same user folder: started by a test, which tells it what to do
by lines on stdin; it answers each with a line of JSON about how things stand.
"""

from __future__ import annotations

import json
import os
import sys

import msgspec
import pygame

from client.app import App
from client.folders import user_folders
from client.screen import BackTo
from client.screens.battle_screen import BattleScreen
from client.screens.title import TitleScreen
from client.settings import Pace, read_settings
from client.text.catalogue import text
from client.window import Window
from client.worker.worker import Worker
from engine.battle import load_scenario
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand


def open_window() -> Hand:
    pygame.init()
    folders = user_folders()
    folders.require_writable()
    settings = read_settings(folders.settings).settings
    settings = msgspec.structs.replace(settings, scale=100, window=(960, 600))
    app = App(Window((960, 600), fullscreen=False), folders, settings, Worker())
    app.begin(TitleScreen(app))
    hand = Hand(app)
    hand.frame()
    return hand


def obey(hand: Hand, word: str, value: str) -> None:
    app = hand.app
    match word:
        case "start":
            app.battles.start(load_scenario("lock_keepers"), int(value), ("person", "person"))
            hand.frame()
            hand.until(lambda: isinstance(hand.screen, BattleScreen) or app.message is not None)
        case "continue":
            app.battles.resume_first(sorted(app.folders.autosaves.glob(value)))
            hand.frame()
            hand.until(lambda: isinstance(hand.screen, BattleScreen) or app.message is not None)
        case "play":
            for _ in range(int(value)):
                session = hand.screen.session
                action = GreedyBot().choose(session.state, session.game.legal_actions())
                session.submit(session.records, action)
                hand.frame()
        case "title":
            app.go(BackTo())
            hand.frame(2)
        case "pace":
            app.change(msgspec.structs.replace(app.settings, pace=Pace(value)))
        case "asking":
            asks = not app.settings.ask_before_end
            app.change(msgspec.structs.replace(app.settings, ask_before_end=asks))
        case "look":
            app.battles._looked = 0.0
            hand.frame()


def stand(hand: Hand) -> dict[str, object]:
    told = []
    while hand.app.message is not None:
        told.append(" ".join((hand.app.message.title, *hand.app.message.lines)))
        hand.press(text("app.close"))
    session = hand.app.battles.session
    offered = "battle"
    if isinstance(hand.screen, TitleScreen):
        offered = "new"
        if text("title.continue") in hand.labels():
            button = hand.button(text("title.continue"))
            offered = "continue" if button.enabled else "in use"
    return {
        "told": told,
        "offered": offered,
        "ply": None if session is None else session.records,
        "checksum": None if session is None else session.game.checksum(),
        "seed": None if session is None else session.game.header.seed,
    }


if __name__ == "__main__":
    os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
    mine = open_window()
    print(json.dumps(stand(mine)), flush=True)
    for line in sys.stdin:
        word, _, value = line.strip().partition(" ")
        obey(mine, word, value)
        print(json.dumps(stand(mine)), flush=True)
    mine.app.close()
