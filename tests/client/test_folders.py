"""Files that are named after texts of strangers stay where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from client.folders import free_name
from tests.engine.test_plaintext import ODD, PATHS

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = "_2026-11-27_13-00-00.jsonl"


@pytest.mark.parametrize("text", [*PATHS, *ODD.values()], ids=lambda text: repr(text[:20]))
def test_any_text_names_a_file_in_the_folder_and_nowhere_else(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "autosaves"
    folder.mkdir()
    for _ in range(2):
        free_name(folder, text, SUFFIX).write_text("battle")
    assert [one.name for one in tmp_path.iterdir()] == ["autosaves"]
    assert len(list(folder.iterdir())) == 2
    assert all(not one.name.startswith((".", "-")) for one in folder.iterdir())


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.x").symlink_to(tmp_path / "elsewhere")
    free_name(tmp_path, "a", ".x").write_text("mine")
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "a-2.x").read_text() == "mine"
