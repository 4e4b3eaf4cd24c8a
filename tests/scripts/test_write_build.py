"""Which build a program comes from: read from a repository, never guessed."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from hexfront import version
from hexfront.version import Build, read_build
from scripts import write_build

NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    environment = {**os.environ, **NOBODY}
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "whole"
    folder.mkdir()
    git(folder, "init", "--quiet")
    for text in ("one", "two"):
        (folder / "file").write_text(text, encoding="ascii")
        git(folder, "add", "file")
        git(folder, "commit", "--quiet", "--message", text)
    return folder


def test_commits_are_counted_and_changed_files_are_told(repository: Path) -> None:
    build = write_build.find_build(repository)
    assert build is not None
    assert build.number == 2
    assert len(build.commit) == 40
    (repository / "file").write_text("three", encoding="ascii")
    assert write_build.find_build(repository) == Build(2, build.commit + "+")


def test_a_history_that_was_cut_short_gives_no_number(repository: Path) -> None:
    shallow = repository.parent / "shallow"
    git(repository, "clone", "--quiet", "--depth", "1", f"file://{repository}", str(shallow))
    build = write_build.find_build(shallow)
    assert build is not None
    assert build.number is None
    assert str(build) == f"build without a number, commit {build.commit}"


def test_a_folder_without_a_repository_has_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert write_build.find_build(tmp_path) is None
    monkeypatch.setattr(write_build, "ROOT", tmp_path)
    target = tmp_path / "build.json"
    target.write_text("{}", encoding="ascii")
    assert not write_build.write_build(target)
    assert not target.exists(), "what an earlier build wrote is not this build's"


def test_a_program_tells_the_build_that_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(version, "files", lambda _: tmp_path)
    assert read_build() is None
    (tmp_path / version.BUILD_FILE).write_text(
        json.dumps({"number": 7, "commit": "abc"}), encoding="ascii"
    )
    assert read_build() == Build(7, "abc")
    assert str(read_build()) == "build 7, commit abc"
