"""Commands that train where the extra is missing; what they do with it is in tests/training."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

RECIPE = Path(__file__).parents[1] / "training" / "tiny.toml"


LIBRARIES = ("torch", "sb3_contrib", "stable_baselines3")


def hide(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a library missing, whether it is installed or not."""
    for name in [name for name in sys.modules if name.startswith("training.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in LIBRARIES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, library, None)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_library_is_answered_with_the_extra_that_brings_it(
    library: str,
    hexfront: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    hide(library, monkeypatch)
    done = hexfront("train", RECIPE, "--folder", tmp_path / "run")
    assert done.exit_code == 1
    assert 'pip install "hexfront[train]"' in done.stderr
    assert "is missing" in done.stderr
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("words", [("bench", "train"), ("encodings",)])
def test_measuring_needs_the_extra_as_well(
    words: tuple[str, ...], hexfront: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    hide("torch", monkeypatch)
    done = hexfront(*words)
    assert done.exit_code == 1
    assert 'pip install "hexfront[train]"' in done.stderr
    assert done.stdout == ""
