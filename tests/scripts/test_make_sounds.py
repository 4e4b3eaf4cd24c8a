"""The sounds beside the game are those of their recipes: short, small, and never too loud."""

from __future__ import annotations

import io
import itertools
import wave

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from client.sound.sound_list import FOLDER, SUFFIX, Group, load_sound_list, read_sound
from engine import resources
from scripts import make_sounds

RECIPES = make_sounds.read_recipes()
LOOPS = load_sound_list().names_in(Group.AMBIENCE)
SHORT = [*load_sound_list().names_in(Group.INTERFACE), *load_sound_list().names_in(Group.BATTLE)]
NAMES = [*SHORT, *LOOPS]
LARGEST = 2_000_000
QUIET = 40
"""The loudest sample, of 32,767, that is as good as none."""


def samples_of(content: bytes) -> NDArray[np.int32]:
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getframerate() == load_sound_list().mixer.rate == RECIPES.rate
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int32)


def sounds() -> dict[str, NDArray[np.int32]]:
    return {name: samples_of(read_sound(name)) for name in NAMES}


SOUNDS = sounds()
MADE = make_sounds.make_all(RECIPES)


def test_recipes_files_and_the_list_of_the_game_name_the_same_sounds() -> None:
    assert sorted(RECIPES.sounds) == sorted(SHORT)
    assert sorted(RECIPES.loops) == sorted(LOOPS)
    assert len(NAMES) == len(set(NAMES)), "each is in one group"
    files = [name for name in resources.list_names(FOLDER) if name.endswith(SUFFIX)]
    assert files == sorted(f"{name}{SUFFIX}" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_what_its_recipe_makes(name: str) -> None:
    made, kept = MADE[name].astype(np.int32), SOUNDS[name]
    assert len(made) == len(kept), "stale: run `python scripts/make_sounds.py`"
    # Another version of numpy may round the last bit of a sine otherwise.
    assert np.max(np.abs(made - kept)) <= 1, "stale: run `python scripts/make_sounds.py`"


def test_the_same_recipe_makes_the_same_sound_again() -> None:
    again = make_sounds.make_all(RECIPES)
    assert all(np.array_equal(again[name], MADE[name]) for name in NAMES)


def test_all_files_together_are_small() -> None:
    assert sum(len(read_sound(name)) for name in NAMES) < LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_as_loud_as_its_recipe_says_and_never_clipped(name: str) -> None:
    recipe = (RECIPES.sounds | RECIPES.loops)[name]
    loudest = np.max(np.abs(SOUNDS[name]))
    assert loudest == round(recipe.peak * 32767)
    assert np.count_nonzero(np.abs(SOUNDS[name]) == loudest) <= 4, "a flat top is a clipped one"
    assert abs(np.mean(SOUNDS[name])) < 0.02 * loudest, "it rests on zero"


def test_the_loudest_sounds_leave_room_for_one_another() -> None:
    for name in SHORT:
        assert 0.25 <= RECIPES.sounds[name].peak <= 0.6, name
    for name in LOOPS:
        assert RECIPES.loops[name].peak < 0.2, f"{name} must stay behind all others"


@pytest.mark.parametrize("name", SHORT)
def test_a_short_sound_begins_at_once_and_ends_in_silence(name: str) -> None:
    heard, rate = SOUNDS[name], RECIPES.rate
    assert len(heard) / rate == pytest.approx(RECIPES.sounds[name].seconds, abs=1 / rate)
    assert len(heard) / rate <= (2.0 if name in {"won", "lost"} else 1.0)
    assert abs(heard[0]) <= QUIET, "a jump at the start clicks"
    assert np.argmax(np.abs(heard) > 0.1 * np.max(np.abs(heard))) < 0.05 * rate, "it is late"
    tail = round(RECIPES.quiet_tail * rate)
    assert not heard[-tail:].any()
    assert np.max(np.abs(heard[-2 * tail : -tail])) <= 0.02 * np.max(np.abs(heard))


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_goes_on_at_its_start_as_it_does_everywhere_else(name: str) -> None:
    loop = SOUNDS[name]
    steps = np.abs(np.diff(loop))
    bends = np.abs(np.diff(loop, 2))
    around = np.concatenate([loop[-3:], loop[:3]])
    assert np.max(np.abs(np.diff(around))) <= np.max(steps)
    assert np.max(np.abs(np.diff(around, 2))) <= np.max(bends)
    # Nor is it quieter there: a tenth of a second around the seam against the rest.
    near = RECIPES.rate // 20
    seam = np.concatenate([loop[-near:], loop[:near]])
    loudness = [np.sqrt(np.mean(part**2.0)) for part in np.array_split(loop, len(loop) // near)]
    assert min(loudness) <= np.sqrt(np.mean(seam**2.0)) <= max(loudness)


def test_a_seam_that_was_cut_is_noticed() -> None:
    cut = SOUNDS[LOOPS[0]][: -RECIPES.rate // 7].copy()
    cut[-1] += 4000
    around = np.concatenate([cut[-3:], cut[:3]])
    assert np.max(np.abs(np.diff(around))) > np.max(np.abs(np.diff(SOUNDS[LOOPS[0]])))


def test_a_sound_keeps_its_noise_when_others_come_and_go() -> None:
    alone = msgspec.structs.replace(RECIPES, sounds={"shot": RECIPES.sounds["shot"]}, loops={})
    assert np.array_equal(make_sounds.make_all(alone)["shot"], MADE["shot"])


def test_sounds_that_mean_different_things_sound_different() -> None:
    pitches = {}
    for name in ("shot", "melee", "hit", "miss", "save"):
        spectrum = np.abs(np.fft.rfft(SOUNDS[name], RECIPES.rate)) ** 2
        pitches[name] = np.sum(np.arange(len(spectrum)) * spectrum) / np.sum(spectrum)
    ordered = sorted(pitches.values())
    assert all(high / low > 1.15 for low, high in itertools.pairwise(ordered)), pitches
