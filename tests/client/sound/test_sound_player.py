"""Every group has its volume; muted, without a mixer and before that is open all is silent."""

from __future__ import annotations

import pytest

from client.sound.sound_list import FILE, FOLDER, Group, load_sound_list, read_sound_list
from client.sound.sound_player import IN_BATTLE, IN_MENUS, SoundPlayer
from engine import resources
from engine.errors import DataError
from tests.client.sound.recorder import Recorder

FULL = dict.fromkeys(Group, 100)


def connected(percents: dict[Group, int], *, muted: bool = False) -> tuple[SoundPlayer, Recorder]:
    player, mixer = SoundPlayer(), Recorder()
    player.connect(mixer)
    player.set_volumes(percents, muted=muted)
    return player, mixer


@pytest.mark.parametrize("group", [Group.INTERFACE, Group.BATTLE])
def test_a_sound_has_the_volume_of_its_group(group: Group) -> None:
    player, mixer = connected({**dict.fromkeys(Group, 100), group: 40})
    for one in (Group.INTERFACE, Group.BATTLE):
        player.play(load_sound_list().names_in(one)[0])
    volumes = {load_sound_list().group_of(name): volume for name, volume in mixer.played}
    assert volumes.pop(group) == pytest.approx(0.16)
    assert set(volumes.values()) == {1.0}


def test_a_higher_volume_is_louder() -> None:
    heard = []
    for percent in (20, 40, 60, 80, 100):
        player, mixer = connected(dict.fromkeys(Group, percent))
        player.play("shot")
        heard.append(mixer.played[0][1])
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_group_that_is_off_is_not_played_at_all() -> None:
    player, mixer = connected({**FULL, Group.BATTLE: 0})
    player.play("shot")
    player.play("click")
    assert mixer.names == ["click"]


def test_muted_nothing_is_heard_and_the_ambience_ends() -> None:
    player, mixer = connected(FULL)
    player.ambience = IN_BATTLE
    player.update()
    player.set_volumes(FULL, muted=True)
    player.play("shot")
    player.click()
    assert mixer.played == []
    assert mixer.loops == [(IN_BATTLE, 1.0), None]
    player.set_volumes(FULL, muted=False)
    assert mixer.loops[2:] == [(IN_BATTLE, 1.0)]


def test_an_ambience_is_started_once_and_changed_where_it_has_to_be() -> None:
    player, mixer = connected(FULL)
    player.update()
    for name in (IN_MENUS, IN_MENUS, IN_BATTLE, IN_BATTLE):
        player.ambience = name
        player.update()
    player.set_volumes({**FULL, Group.AMBIENCE: 60}, muted=False)
    player.ambience = None
    player.update()
    player.update()
    assert mixer.loops == [(IN_MENUS, 1.0), (IN_BATTLE, 1.0), (IN_BATTLE, 0.36), None]


def test_without_a_mixer_all_is_silent() -> None:
    player = SoundPlayer()
    player.set_volumes(FULL, muted=False)
    player.ambience = IN_MENUS
    player.update()
    player.play("shot")
    player.close()


def test_what_comes_before_the_mixer_is_open_is_lost_but_the_ambience_begins_then() -> None:
    player, mixer = SoundPlayer(), Recorder()
    mixer.is_open = False
    player.connect(mixer)
    player.set_volumes(FULL, muted=False)
    player.ambience = IN_MENUS
    player.update()
    player.play("shot")
    assert (mixer.played, mixer.loops) == ([], [])
    mixer.is_open = True
    player.update()
    assert (mixer.played, mixer.loops) == ([], [(IN_MENUS, 1.0)])


def test_a_closed_player_plays_nothing() -> None:
    player, mixer = connected(FULL)
    player.close()
    player.play("shot")
    assert mixer.closed
    assert mixer.played == []


LIST = resources.read_text(f"{FOLDER}/{FILE}")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"click"', '"won"', "groups.battle: won is listed twice"),
        ('"click"', '"../click"', "groups.interface[0]: a code is lower-case letters"),
        ("rate = 22050", "rate = 0", "mixer.rate: expected `int` >= 1"),
        ("fade = 1500", "fade = -1", "mixer.fade: expected `int` >= 0"),
    ],
)
def test_a_list_that_can_not_be_played_is_refused_by_its_place(
    old: str, new: str, says: str
) -> None:
    assert read_sound_list(LIST) == load_sound_list()
    with pytest.raises(DataError) as caught:
        read_sound_list(LIST.replace(old, new))
    assert str(caught.value).startswith(f"sounds/sounds.toml: {says}")


def test_a_sound_that_does_not_exist_is_an_error_even_in_silence() -> None:
    with pytest.raises(LookupError, match="gunshot"):
        SoundPlayer().play("gunshot")
