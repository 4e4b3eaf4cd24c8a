"""The run that the tests of training examine: it takes long and is made once a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.training.story import Story


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Raise the timeout of tests that use the run: the first of them waits for it."""
    for item in items:
        if "story" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(1500))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    from tests.training.story import live_through  # it needs what only training does

    return live_through(tmp_path_factory.mktemp("training") / "run")
