"""`hexfront train` where the extra is missing; what it does with it is in tests/training."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

RECIPE = Path(__file__).parents[1] / "training" / "tiny.toml"


@pytest.mark.parametrize("library", ["torch", "sb3_contrib", "stable_baselines3"])
def test_a_missing_library_is_answered_with_the_extra_that_brings_it(
    library: str,
    hexfront: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for name in [name for name in sys.modules if name.startswith("training.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("torch", "sb3_contrib", "stable_baselines3"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    done = hexfront("train", RECIPE, "--folder", tmp_path / "run")
    assert done.exit_code == 1
    assert 'pip install "hexfront[train]"' in done.stderr
    assert "is missing" in done.stderr
    assert not (tmp_path / "run").exists()
