"""Who sits at a side: the list of players, how strong they are, and what no level plays."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.folders import Folders
from client.screen import Push
from client.screens import strength
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.seating import SeatScreen, seats
from client.screens.strength import StrengthScreen, rating_of, strength_of
from client.text.catalogue import text
from client.text.format import percent
from client.text.names import seat_name
from client.tuning import load_tuning
from engine.battle import Side
from engine.errors import ModelError
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.players.strength import StrengthTable, packaged_strength
from tests.client.app.hand import Hand, OpenApp


@pytest.mark.slow
@pytest.mark.parametrize("side", Side)
def test_everybody_can_sit_at_either_side(open_app: OpenApp, side: Side) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    for player in (*level_names(), *bot_names(), "person"):
        hand.seat(side, player)
        assert hand.screen.players[side.index] == player
        button = hand.screen.armies[side.index].seat
        assert button.face.label == seat_name(player)


def test_left_and_right_take_the_next_player_of_the_list(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.form.focus_on(hand.screen.armies[0].seat)
    everybody = [player for group in seats() for player in group]
    for player in everybody[1:]:
        hand.key(pygame.K_RIGHT)
        assert hand.screen.players[0] == player
    hand.key(pygame.K_RIGHT)
    assert hand.screen.players[0] == everybody[-1]
    hand.key(pygame.K_LEFT)
    assert hand.screen.players[0] == everybody[-2]


def test_escape_leaves_the_list_and_the_player_as_they_were(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.form.focus_on(hand.screen.armies[1].seat)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, SeatScreen)
    assert hand.form.focused is hand.button(seat_name(load_tuning().opponent.first))
    hand.back()
    assert isinstance(hand.screen, NewBattleScreen)
    assert hand.screen.players == ("person", load_tuning().opponent.first)


def test_a_level_is_shown_with_its_rating_and_how_often_it_wins() -> None:
    table = packaged_strength()
    for level in level_names():
        row = table.row(level, table.anchor)
        assert row is not None
        line = strength_of(level)
        assert str(round(table.ratings[level].rating)) in line
        assert percent(row.win_rate) in line
        assert seat_name(table.anchor) in line
        assert line.startswith(rating_of(level))
    assert strength_of("bot:rollout") == rating_of("bot:rollout")
    assert str(round(table.ratings["bot:rollout"].rating)) in rating_of("bot:rollout")
    assert not strength_of("person")


def test_figures_of_another_policy_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    other = msgspec.structs.replace(packaged_strength(), policy="0" * 64)
    monkeypatch.setattr(strength, "packaged_strength", lambda: other)
    assert strength_of("veteran") == text("new.unmeasured")


def test_without_a_table_that_can_be_read_nobody_is_rated(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> StrengthTable:
        raise ModelError("no table")

    monkeypatch.setattr(strength, "packaged_strength", fail)
    assert strength_of("veteran") == strength_of("bot:greedy") == text("new.unmeasured")
    assert not strength_of("person")
    hand = open_app()
    hand.app.go(Push(StrengthScreen(hand.app)))
    hand.frame()
    assert words_of(hand) == [text("new.unmeasured"), text("strength.title")]


def words_of(hand: Hand) -> list[str]:
    return hand.form.describe().words


def test_everybody_has_a_row_in_the_table_that_the_list_of_players_leads_to(
    open_app: OpenApp,
) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.form.focus_on(hand.screen.armies[1].seat)
    hand.key(pygame.K_RETURN)
    hand.press(text("strength.button"))
    assert isinstance(hand.screen, StrengthScreen)
    table, shown = packaged_strength(), words_of(hand)
    for player in (*level_names(), *bot_names()):
        assert text("strength.against", player=seat_name(player)) in shown
    for level in level_names():
        assert seat_name(level) in shown
        rating, pace = table.ratings[level], table.milliseconds[level]
        assert f"{round(rating.rating)} ± {round(rating.error)}" in shown
        assert f"{round(pace.mean, 1)}, 95% within {round(pace.p95, 1)}" in shown
    for row in table.rows:
        share, low, high = (f"{100 * one:.1f}" for one in (row.win_rate, *row.interval))
        assert f"{share}% ({low} to {high})" in shown, "as docs/opponents.md tells it"
    hand.back()
    assert isinstance(hand.screen, SeatScreen)


def nine_objectives(folders: Folders) -> None:
    """Write a scenario of a player's own that is larger than levels can play."""
    rows = 5 * "..........\n"
    objectives = "".join(
        f'[[objectives]]\ncode = "{code}"\nhexes = [[{place}, 2]]\n'
        for place, code in enumerate("ABCDEFGHI")
    )
    (folders.scenarios / "wide.toml").write_text(
        'kind = "scenario"\nfirst = "TWO"\nscore_objectives = true\n'
        f'terrain = """\n{rows}"""\n{objectives}'
        '[[units]]\nside = "ONE"\nunit = "linesman"\nhex = [0, 0]\n'
        '[[units]]\nside = "TWO"\nunit = "fleck"\nhex = [4, 4]\n'
    )


def test_a_battle_too_large_for_levels_says_so_and_is_played_against_bots(
    open_app: OpenApp, folders: Folders
) -> None:
    nine_objectives(folders)
    hand = open_app()
    hand.press(text("title.new-battle"))
    assert hand.screen.refusal is None
    assert not hand.screen.preview.warning
    hand.key(pygame.K_END)
    assert hand.screen.chosen.problems == ()
    reason = "this battle has 9 objectives; the encoding holds 8"
    assert str(hand.screen.refusal) == reason
    told = " ".join(hand.screen.preview.warning)
    assert told == text("new.levels-refuse", reason=reason), "all of it is there to read"
    assert not hand.button(text("new.start")).enabled
    hand.key(pygame.K_RETURN)
    hand.key(pygame.K_F9)
    assert isinstance(hand.screen, NewBattleScreen)
    hand.form.focus_on(hand.screen.armies[1].seat)
    hand.key(pygame.K_RETURN)
    assert not hand.button(seat_name("veteran")).enabled
    hand.press(seat_name("veteran"))
    assert isinstance(hand.screen, SeatScreen), "no level can be chosen"
    hand.back()
    hand.key(pygame.K_RIGHT)
    assert hand.screen.players == ("person", seats()[1][0]), "keys pass levels by"
    assert hand.button(text("new.start")).enabled
    hand.seat(Side.TWO, "bot:tactician")
    hand.press(text("new.start"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.header.players == ("person", "bot:tactician")
