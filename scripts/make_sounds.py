"""Makes the sounds of the game from scripts/make_sounds.toml, the same ones every time.

    python scripts/make_sounds.py

Mono WAV files of 16 bits: what every build of SDL's mixer reads without a decoder, and what Python
writes without an encoder. At 22,050 samples a second they hold what small speakers play of it.
"""

from __future__ import annotations

import io
import wave
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
RECIPES = Path(__file__).with_suffix(".toml")
FOLDER = ROOT / "assets" / "sounds"

Signal: TypeAlias = NDArray[np.float64]
Pair: TypeAlias = tuple[float, float]
Envelope: TypeAlias = tuple[float, float, float]

_FULL = 32767
_SILENT = 1e-3
"""The share of an envelope's height where its fall ends, and below which an echo is left out."""

SHAPES: dict[str, Callable[[Signal], Signal]] = {
    "sine": lambda turns: np.sin(2 * np.pi * turns),
    "triangle": lambda turns: 2 / np.pi * np.arcsin(np.sin(2 * np.pi * turns)),
}
"""Waves as functions of their phase, in turns."""


class Tone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wave that glides between two pitches, with its partials."""

    wave: Literal["sine", "triangle"]
    hz: Pair
    partials: tuple[float, ...]
    at: float
    envelope: Envelope
    level: float


class Noise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Noise between two pitches."""

    band: Pair
    at: float
    envelope: Envelope
    level: float


class Hum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pitch that never stops."""

    hz: float
    swell: tuple[int, float]
    level: float


class Wind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A band of noise that never stops."""

    band: Pair
    swell: tuple[int, float]
    level: float


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sound; parts that it does not name it does not have."""

    seconds: float
    peak: float
    drive: float
    echo: Pair | None = None
    tones: tuple[Tone, ...] = ()
    noises: tuple[Noise, ...] = ()


class Loop(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sound that goes on at its start when it has come to its end."""

    seconds: float
    peak: float
    drive: float
    hums: tuple[Hum, ...]
    winds: tuple[Wind, ...]
    tones: tuple[Tone, ...] = ()
    noises: tuple[Noise, ...] = ()


class Recipes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the data file."""

    rate: int
    seed: int
    fade: float
    quiet_tail: float
    sounds: dict[str, Recipe]
    loops: dict[str, Loop]


def read_recipes() -> Recipes:
    """Read the data file."""
    return msgspec.toml.decode(RECIPES.read_bytes(), type=Recipes)


class Studio:
    """The maker of one sound: its length in samples, and its own stream of noise."""

    def __init__(self, recipes: Recipes, name: str, seconds: float) -> None:
        self.rate = recipes.rate
        self.count = round(seconds * recipes.rate)
        # The stream of a bit generator is the same in every version of numpy, and a sound keeps its
        # own when others come and go.
        self._bits = np.random.PCG64(zlib.crc32(name.encode()) + recipes.seed)

    def times(self, count: int) -> Signal:
        """Return the time of each of *count* samples, in seconds."""
        return np.arange(count) / self.rate

    def noise(self, count: int, band: Pair) -> Signal:
        """Return noise with only the pitches of a band, as loud as a sine on average; it can be
        looped.
        """
        raw = (self._bits.random_raw(count) >> np.uint64(11)) / 2**52 - 1
        spectrum = np.fft.rfft(raw)
        pitches = np.fft.rfftfreq(count, 1 / self.rate)
        low, high = band
        # Soft edges of a third of an octave: hard ones ring.
        gain = 1 / (1 + (low / np.maximum(pitches, 1)) ** 6) / (1 + (pitches / high) ** 6)
        gain[0] = 0
        heard: Signal = np.fft.irfft(spectrum * gain, count)
        heard /= np.sqrt(2 * np.mean(heard**2))
        return heard

    def tone(self, tone: Tone) -> Signal:
        """Return a tone as long as its envelope."""
        height = self.envelope(tone.envelope)
        start, end = tone.hz
        ways = np.arange(len(height)) / len(height)
        turns = np.cumsum(start * (end / start) ** ways) / self.rate
        shape = SHAPES[tone.wave]
        total = np.zeros(len(height))
        for number, ratio in enumerate(tone.partials):
            total += shape(turns * ratio) / 2**number
        return total * height * tone.level

    def burst(self, noise: Noise) -> Signal:
        """Return noise as long as its envelope."""
        height = self.envelope(noise.envelope)
        return self.noise(len(height), noise.band) * height * noise.level

    def envelope(self, envelope: Envelope) -> Signal:
        """Return a height from 0 to 1 for each sample: a line up, a hold, and a fall."""
        rise, hold, fall = (round(part * self.rate) for part in envelope)
        falling = _SILENT ** (np.arange(fall) / max(fall, 1))
        return np.concatenate([np.arange(rise) / max(rise, 1), np.ones(hold), falling])

    def swell(self, swell: tuple[int, float]) -> Signal:
        """Return the height of what never stops: whole waves, so that it can be looped."""
        times, depth = swell
        turns = np.arange(self.count) / self.count * times
        return 1 - depth * (0.5 + 0.5 * np.cos(2 * np.pi * turns))

    def hum(self, hum: Hum) -> Signal:
        """Return a pitch that can be looped: the nearest one of whole waves."""
        waves = round(hum.hz * self.count / self.rate)
        turns = np.arange(self.count) / self.count * waves
        return SHAPES["sine"](turns) * self.swell(hum.swell) * hum.level

    def wind(self, wind: Wind) -> Signal:
        """Return a band of noise that can be looped."""
        return self.noise(self.count, wind.band) * self.swell(wind.swell) * wind.level

    def struck(self, tones: Sequence[Tone], noises: Sequence[Noise], *, around: bool) -> Signal:
        """Return the sum of what begins and ends; what passes the end is lost, or goes *around*."""
        total = np.zeros(self.count)
        parts = [(one.at, self.tone(one)) for one in tones]
        parts += [(one.at, self.burst(one)) for one in noises]
        for at, part in parts:
            places = round(at * self.rate) + np.arange(len(part))
            if around:
                np.add.at(total, places % self.count, part)
            else:
                inside = places < self.count
                total[places[inside]] += part[inside]
        return total

    def echo(self, signal: Signal, echo: Pair) -> Signal:
        """Return a sound with its echoes, until they can't be heard."""
        delay, share = round(echo[0] * self.rate), echo[1]
        total, height, start = signal.copy(), share, delay
        while height > _SILENT and start < len(signal):
            total[start:] += height * signal[: len(signal) - start]
            height, start = height * share, start + delay
        return total


def make_sound(recipes: Recipes, name: str) -> NDArray[np.int16]:
    """Return the samples of a sound that begins and ends in silence."""
    recipe = recipes.sounds[name]
    studio = Studio(recipes, name, recipe.seconds)
    signal = studio.struck(recipe.tones, recipe.noises, around=False)
    if recipe.echo is not None:
        signal = studio.echo(signal, recipe.echo)
    signal = bend(signal, recipe.drive)
    fade, tail = (round(part * recipes.rate) for part in (recipes.fade, recipes.quiet_tail))
    signal[-tail:] = 0
    signal[-tail - fade : -tail] *= np.linspace(1, 0, fade)
    return as_samples(signal, recipe.peak)


def make_loop(recipes: Recipes, name: str) -> NDArray[np.int16]:
    """Return the samples of a sound whose end leads on to its start."""
    recipe = recipes.loops[name]
    studio = Studio(recipes, name, recipe.seconds)
    signal = studio.struck(recipe.tones, recipe.noises, around=True)
    for hum in recipe.hums:
        signal += studio.hum(hum)
    for wind in recipe.winds:
        signal += studio.wind(wind)
    return as_samples(bend(signal, recipe.drive), recipe.peak)


def bend(signal: Signal, drive: float) -> Signal:
    """Return a signal as an overdriven speaker plays it."""
    return np.tanh(signal * drive) if drive else signal


def as_samples(signal: Signal, peak: float) -> NDArray[np.int16]:
    """Return whole numbers of 16 bits, the loudest of which is *peak* of what there is room for."""
    scaled: Signal = np.round(signal * (peak * _FULL / np.max(np.abs(signal))))
    return scaled.astype(np.int16)


def make_all(recipes: Recipes) -> dict[str, NDArray[np.int16]]:
    """Return the samples of all sounds by name."""
    sounds = {name: make_sound(recipes, name) for name in recipes.sounds}
    return sounds | {name: make_loop(recipes, name) for name in recipes.loops}


def as_wave(samples: NDArray[np.int16], rate: int) -> bytes:
    """Return a mono WAV file."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return stream.getvalue()


def main() -> None:
    """Write every sound, and print the size of each."""
    recipes, total = read_recipes(), 0
    FOLDER.mkdir(exist_ok=True)
    for name, samples in make_all(recipes).items():
        content = as_wave(samples, recipes.rate)
        (FOLDER / f"{name}.wav").write_bytes(content)
        total += len(content)
        print(f"{name:14} {len(samples) / recipes.rate:6.2f} s {len(content):8} bytes")
    print(f"{total} bytes")


if __name__ == "__main__":
    main()
