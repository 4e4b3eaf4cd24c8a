"""What is pushed in the whole window gives back its result, whatever the way it is left."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from client.battle.model.autosave import newest_first
from client.battle.model.battle_end import BattleEnd
from client.battles import Battles
from client.folders import Folders
from client.host import FeatureKey
from client.overlays.menu import MenuOverlay
from client.overlays.result import ResultOverlay
from client.screen import BackTo, Push
from client.screens.battle_screen import BattleScreen
from client.screens.form_screen import FormScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.settings import HandOver, Pace, Settings
from client.text.catalogue import text
from client.widgets.form import Form
from engine.battle import load_scenario
from engine.battle.events import Result
from engine.battle.scenario import Scenario
from engine.campaign.bridge import load_materials, record_checksum, result_from, scenario_from
from engine.campaign.capture import check_result
from engine.campaign.vocabulary import Conclusion
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import PEOPLE, begin, play_some
from tests.engine.campaign.build_landings import landing

BOTS = ("bot:greedy", "bot:random")
QUICK = Settings(scale=100, pace=Pace.INSTANT)


class Campaign(FormScreen):
    """A screen that starts battles and notes how they end."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand.app)
        self.ends: list[BattleEnd | None] = []

    @property
    def results(self) -> list[Result | None]:
        """Return the results of the battles that began."""
        return [end.result for end in self.ends if end is not None]

    def build(self, form: Form) -> None:
        """Leave the form empty."""

    def fight(self, players: tuple[str, str], scenario: Scenario | None = None) -> None:
        chosen = load_scenario("lock_keepers") if scenario is None else scenario
        self.app.battles.start(chosen, 7, players, self.ends.append)


def at_war(open_app: OpenApp, players: tuple[str, str]) -> tuple[Hand, Campaign]:
    """Show a battle that a campaign has started."""
    hand = open_app(settings=QUICK)
    campaign = Campaign(hand)
    hand.app.go(Push(campaign))
    hand.frame()
    campaign.fight(players)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand, campaign


def shown(hand: Hand) -> list[type]:
    return [type(screen) for screen in hand.app.stack.screens]


# ---------------------------------------------------------------- back to the one that pushed


def test_a_battle_gives_its_result_to_the_campaign_that_started_it(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, BOTS)
    result = hand.screen.session.game
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    assert campaign.ends == []
    hand.press(text("battle.end.title"))
    assert shown(hand) == [TitleScreen, Campaign]
    assert result.result is not None
    assert campaign.results == [result.result]
    assert hand.app.battles.session is None


def test_a_landing_gives_its_final_state_and_its_record_to_the_campaign(
    open_app: OpenApp,
) -> None:
    hand = open_app(settings=QUICK)
    campaign = Campaign(hand)
    hand.app.go(Push(campaign))
    hand.frame()
    spec = landing(attackers=("linesman", "marshal"), defenders=("picker",), pits=1, hp=1)
    campaign.fight(BOTS, scenario_from(spec, load_materials()))
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    hand.press(text("battle.end.title"))
    assert shown(hand) == [TitleScreen, Campaign]
    (end,) = campaign.ends
    assert end is not None
    checksum = record_checksum(end.game.lines)
    result = result_from(spec, end.game.state, Conclusion.FOUGHT, checksum)
    check_result(spec, result)
    assert end.result == end.game.state.result
    assert set(result.hp) == {unit.id for unit in (*spec.attackers, *spec.defenders)}


def test_a_battle_that_was_left_is_resumed_with_a_way_back(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    play_some(hand.screen.session, 6)
    hand.app.battles.leave()
    hand.frame(2)
    (left,) = campaign.ends
    assert left is not None
    path = newest_first(hand.app.folders.autosaves)[0]
    hand.app.battles.resume(path, campaign.ends.append)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == left.game.checksum()
    hand.app.battles.leave()
    hand.frame(2)
    assert shown(hand) == [TitleScreen, Campaign]
    assert campaign.results == [None, None]


def test_a_battle_that_is_left_says_so_to_the_campaign(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    hand.key(pygame.K_F10)
    hand.press(text("battle.menu.leave"))
    hand.press(text("battle.box.leave-confirm"))
    assert shown(hand) == [TitleScreen, Campaign]
    assert campaign.results == [None]


def test_a_battle_that_can_not_go_on_is_left_to_the_campaign_too(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    hand.key(pygame.K_F10)
    hand.app._tell_unstarted()
    hand.frame()
    hand.press(text("app.worker.leave"))
    hand.frame()
    assert shown(hand) == [TitleScreen, Campaign]
    assert campaign.results == [None]


def test_unwinding_the_whole_stack_gives_the_result_once(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    hand.key(pygame.K_F10)
    assert shown(hand)[-1] is MenuOverlay
    hand.app.go(Push(SettingsScreen(hand.app)))
    hand.app.tell("a message", ["that stays"])
    hand.frame()
    hand.app.go(BackTo())
    hand.frame(2)
    assert isinstance(hand.screen, TitleScreen)
    assert hand.app.message is not None
    assert campaign.results == [None]
    assert hand.app.battles.session is None


def test_closing_the_window_gives_the_result_once(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    hand.app.close()
    hand.app.close()
    assert campaign.results == [None]


def test_a_battle_that_never_begins_is_none(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    campaign = Campaign(hand)
    hand.app.go(Push(campaign))
    hand.frame()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("client.battles.start_battle", _fail)
        campaign.fight(PEOPLE)
        hand.until(lambda: hand.app.message is not None)
    hand.back()
    assert shown(hand) == [TitleScreen, Campaign]
    assert campaign.ends == [None]


def _fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_another_battle_takes_the_place_of_the_one_that_is_played(open_app: OpenApp) -> None:
    hand, campaign = at_war(open_app, PEOPLE)
    first = hand.app.battles.session
    hand.app.battles.start(load_scenario("first_landing"), 3, PEOPLE)
    hand.until(lambda: hand.app.battles.session not in (None, first))
    hand.frame()
    assert campaign.results == [None]
    assert shown(hand) == [TitleScreen, Campaign, BattleScreen]
    assert hand.screen.session is hand.app.battles.session


@pytest.mark.parametrize(
    ("button", "then"),
    [("battle.end.new", [TitleScreen, NewBattleScreen]), ("battle.end.title", [TitleScreen])],
)
def test_a_single_battle_ends_at_the_title_or_sets_up_another(
    open_app: OpenApp, button: str, then: list[type]
) -> None:
    hand = open_app(settings=QUICK)
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    hand.screen.leave()
    hand.app.battles.start(load_scenario("lock_keepers"), 7, BOTS)
    hand.frame()
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    hand.key(pygame.K_RETURN)
    assert shown(hand) == [TitleScreen, BattleScreen], "Enter pressed once too often does no harm"
    hand.key(pygame.K_RETURN)
    hand.press(text(button))
    assert shown(hand) == then


def test_a_saved_battle_of_two_people_waits_for_who_is_to_act(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    play_some(session, 3)
    kept.close(30)
    hand = open_app(settings=Settings(scale=100, pace=Pace.INSTANT, hand_over=HandOver.OPAQUE))
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.frame()
    presenter = hand.screen.presenter
    assert presenter.handing_to is presenter.session.state.to_act
    assert all(screen is not hand.screen for screen in hand.app.stack.visible)
    hand.key(pygame.K_RETURN)
    assert presenter.handing_to is None


# ---------------------------------------------------------------- a second feature


class Weather:
    """A feature that notes what the window does with it."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.losses: list[str] = []
        self.in_play = True
        self.is_kept = False
        self.record = ["a line"]

    def update(self) -> None:
        self.notes.append("time")

    def leave(self) -> None:
        self.notes.append("left")

    def list_losses(self) -> list[str]:
        return self.losses

    def close(self) -> None:
        self.notes.append("closed")


def with_weather(open_app: OpenApp) -> tuple[Hand, Weather]:
    hand, weather = open_app(settings=QUICK), Weather()
    key: FeatureKey[Weather] = FeatureKey("weather")
    hand.app.features.register(key, weather)
    assert hand.app.features.get(key) is weather
    assert isinstance(hand.app.battles, Battles)
    hand.frame()
    return hand, weather


def test_a_second_feature_gets_time_and_is_closed(open_app: OpenApp) -> None:
    hand, weather = with_weather(open_app)
    assert weather.notes == ["time"]
    hand.app.close()
    assert weather.notes == ["time", "closed"]


def test_what_a_second_feature_would_lose_is_asked_about(open_app: OpenApp) -> None:
    hand, weather = with_weather(open_app)
    weather.losses = ["the wind"]
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame(2)
    assert hand.app.running
    assert hand.app.message is not None
    assert "the wind" in hand.app.message.lines


def test_what_needs_the_worker_is_left_in_every_feature(open_app: OpenApp) -> None:
    hand, weather = with_weather(open_app)
    hand.app._tell_unstarted()
    hand.frame()
    hand.press(text("app.worker.leave"))
    assert "left" in weather.notes


# ---------------------------------------------------------------- one thing over another


def test_messages_wait_for_each_other_over_the_menu(open_app: OpenApp) -> None:
    hand, _ = at_war(open_app, PEOPLE)
    hand.key(pygame.K_F10)
    for title in ("first", "second"):
        hand.app.tell(title, ["a line"])
    hand.frame()
    seen = []
    while hand.app.message is not None:
        seen.append((hand.app.message.title, shown(hand).count(type(hand.app.message))))
        hand.back()
    assert seen == [("first", 1), ("second", 1)]
    assert isinstance(hand.app.stack.top, MenuOverlay)


def test_the_opponent_thinks_and_plays_on_behind_a_message(open_app: OpenApp) -> None:
    hand, _ = at_war(open_app, BOTS)
    hand.app.tell("a message", ["a line"])
    hand.frame()
    before = hand.screen.session.records
    hand.until(lambda: hand.screen.session.records > before + 3)
    assert hand.app.message is not None


def _quit(hand: Hand) -> None:
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame(2)


def _menu(hand: Hand) -> None:
    hand.key(pygame.K_F10)


def _question(hand: Hand) -> None:
    hand.key(pygame.K_e)


def _message(hand: Hand) -> None:
    hand.app.tell("a message", ["a line"])
    hand.frame()


@pytest.mark.parametrize("front", [_menu, _question, _message])
def test_the_window_can_be_filled_and_closed_whatever_is_in_front(
    open_app: OpenApp, front: Callable[[Hand], None]
) -> None:
    hand, _ = at_war(open_app, PEOPLE)
    hand.until(lambda: hand.screen.still)
    front(hand)
    top = hand.app.stack.top
    assert top is not hand.screen
    hand.key(pygame.K_F11)
    assert hand.app.settings.fullscreen
    assert hand.app.stack.top is top
    hand.key(pygame.K_F11)
    _quit(hand)
    assert not hand.app.running


def test_a_hidden_board_stays_hidden_under_a_message_and_after_the_settings(
    open_app: OpenApp,
) -> None:
    hand = open_app(settings=Settings(scale=100, pace=Pace.INSTANT, hand_over=HandOver.OPAQUE))
    hand.app.battles.start(load_scenario("first_landing"), 3, PEOPLE)
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    battle = hand.screen
    while battle.presenter.handing_to is None:
        battle.session.submit(battle.session.records, battle.session.game.legal_actions()[-1])
        hand.frame(2)

    def is_hidden() -> bool:
        return all(screen is not battle for screen in hand.app.stack.visible)

    assert is_hidden()
    hand.app.tell("a message", ["a line"])
    hand.frame()
    assert is_hidden()
    hand.back()
    hand.back()
    assert isinstance(hand.app.stack.top, MenuOverlay)
    assert is_hidden()
    hand.press(text("battle.menu.settings"))
    assert isinstance(hand.screen, SettingsScreen)
    hand.back()
    assert is_hidden()
    hand.key(pygame.K_RETURN)
    assert not is_hidden()
    assert hand.app.stack.top is battle
