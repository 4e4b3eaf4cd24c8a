"""The mixer plays what it is told, within its limits; without a device it is silent."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from client.sound.pygame_mixer import PygameMixer
from client.sound.sound_list import Group, load_sound_list
from client.sound.sound_player import IN_BATTLE, IN_MENUS

ROOT = Path(__file__).parents[3]
NUMBERS = load_sound_list().mixer
LOOPS = len(load_sound_list().names_in(Group.AMBIENCE))


@pytest.fixture
def mixer() -> Iterator[PygameMixer]:
    pygame.mixer.quit()
    made = PygameMixer()
    made.open()
    made.wait()
    yield made
    made.close()


def playing() -> list[int]:
    """Return the channels that play something."""
    channels = range(pygame.mixer.get_num_channels())
    return [number for number in channels if pygame.mixer.Channel(number).get_busy()]


def test_it_is_open_only_when_the_thread_has_opened_it() -> None:
    made = PygameMixer()
    assert not made.is_open
    made.play("shot", 1.0)
    made.loop(IN_MENUS, 1.0)
    made.end_loop()
    made.close()


def test_it_plays_at_the_rate_of_the_files_so_that_no_loop_is_resampled(
    mixer: PygameMixer,
) -> None:
    assert mixer.is_open
    assert pygame.mixer.get_init() == (NUMBERS.rate, -16, 1)
    assert mixer._sounds is not None
    assert sorted(mixer._sounds) == sorted(load_sound_list().names)


def test_a_mixer_that_was_open_at_another_rate_is_opened_anew() -> None:
    pygame.mixer.quit()
    pygame.mixer.init(44100, -16, 2)
    made = PygameMixer()
    made.open()
    made.wait()
    assert pygame.mixer.get_init() == (NUMBERS.rate, -16, 1)
    made.close()


def test_of_one_kind_only_a_few_are_heard_at_a_time(mixer: PygameMixer) -> None:
    for _ in range(NUMBERS.of_one_kind + 5):
        mixer.play("lost", 1.0)
    assert len(playing()) == NUMBERS.of_one_kind


def test_only_so_many_are_heard_at_a_time_and_an_ambience_has_room_beside_them(
    mixer: PygameMixer,
) -> None:
    for name in load_sound_list().names_in(Group.BATTLE):
        mixer.play(name, 1.0)
    assert len(playing()) == NUMBERS.together
    mixer.loop(IN_BATTLE, 0.5)
    assert len(playing()) == NUMBERS.together + 1


def test_volumes_are_those_asked_for(mixer: PygameMixer) -> None:
    assert mixer._sounds is not None
    mixer.play("shot", 0.25)
    mixer.loop(IN_MENUS, 0.5)
    assert mixer._sounds["shot"].get_volume() == pytest.approx(0.25, abs=0.01)
    mixer.loop(IN_MENUS, 0.75)
    assert mixer._sounds[IN_MENUS].get_volume() == pytest.approx(0.75, abs=0.01)
    assert len(playing()) == 2, "another volume does not start it again"


def test_one_ambience_takes_over_from_the_other(mixer: PygameMixer) -> None:
    mixer.loop(IN_MENUS, 1.0)
    mixer.loop(IN_BATTLE, 1.0)
    assert set(playing()) <= set(range(LOOPS)), "each has a channel that nothing else gets"
    mixer.end_loop()
    assert mixer._looped is None


def test_a_closed_mixer_can_be_opened_again(mixer: PygameMixer) -> None:
    mixer.close()
    assert not mixer.is_open
    assert pygame.mixer.get_init() is None
    mixer.play("shot", 1.0)
    again = PygameMixer()
    again.open()
    again.wait()
    assert again.is_open
    again.close()


CODE = """
from client.sound.pygame_mixer import PygameMixer
mixer = PygameMixer()
mixer.open()
mixer.wait()
mixer.play("shot", 1.0)
mixer.loop("open_field", 1.0)
print("open" if mixer.is_open else "silent")
mixer.close()
"""


@pytest.mark.parametrize("driver", ["alsa", "pulseaudio", "nonsense"])
def test_without_a_device_it_is_silent_and_so_is_stderr(driver: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "SDL_AUDIODRIVER": driver,
        "ALSA_CONFIG_PATH": str(tmp_path / "missing"),  # then no machine has a device
        "PULSE_SERVER": f"unix:{tmp_path / 'missing'}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "silent\n", "")


def test_alsa_would_write_to_stderr_by_itself(tmp_path: Path) -> None:
    code = "import pygame\ntry: pygame.mixer.init()\nexcept pygame.error as error: print(error)"
    environment = {
        **os.environ,
        "SDL_AUDIODRIVER": "alsa",
        "ALSA_CONFIG_PATH": str(tmp_path / "missing"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    has_no_alsa = "not available" in done.stdout
    assert has_no_alsa != ("ALSA lib" in done.stderr)
