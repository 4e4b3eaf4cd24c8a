"""What a hand does to build an army and to field it."""

from __future__ import annotations

import pygame

from client.armies.unit_counts import UnitCounts
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle import Side
from engine.battle.army import Army
from engine.battle.scenario import Scenario
from tests.client.app.hand import Hand

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
WATCH = Army("Night watch", "ordinate", 500, {"linesman": 4, "sighter": 2, "marshal": 1})


def unit_list(hand: Hand) -> UnitCounts:
    return next(one for one in hand.controls if isinstance(one, UnitCounts))


def click_step(hand: Hand, code: str, step: int) -> None:
    """Click a button of a unit's row, scrolling to it by the wheel if need be."""
    units = unit_list(hand)
    for _ in range(20):
        shown = units.rows[units.first : units.first + len(units.slots)]
        if code in {row.code for row in shown}:
            break
        hand.click(units.slots[0].center)
        wheel = {"x": 0, "y": -1, "flipped": False, "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, wheel))
        hand.frame()
    hand.click(units.button(code, step).center)


def tab_to(hand: Hand, control: object) -> None:
    """Press Tab until a control has the focus."""
    for _ in hand.controls:
        if hand.form.focused is control:
            return
        hand.key(pygame.K_TAB)
    raise AssertionError(f"Tab does not reach {control}")


def field_by_mouse(hand: Hand, scenario: str) -> None:
    """Choose the first army of the list for ONE in a scenario, and start the battle."""
    hand.press(text("title.new-battle"))
    hand.screen.choice.choose_target(scenario)
    hand.screen.lay_out()
    hand.frame()
    hand.click(hand.screen.armies[0].head.rect.center)
    assert isinstance(hand.screen, ArmyChoiceScreen)
    hand.row(1)
    hand.press(text("army-choice.field"))
    assert isinstance(hand.screen, NewBattleScreen)
    hand.seat(Side.TWO, "bot:greedy")
    hand.press(text("new.start"))


def begun(hand: Hand) -> Scenario:
    """Wait for the battle, and return its scenario."""
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand.screen.session.game.header.scenario
