"""The run that tests of training look at: it takes long, and is lived through once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.training.story import Story


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    from tests.training.story import live_through  # it needs what only training does

    return live_through(tmp_path_factory.mktemp("training") / "run")
