"""Writes the build's identity, from the repository's history, for wheels and bundles."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from hexfront.version import Build

ROOT = Path(__file__).parents[1]


def find_build(root: Path) -> Build | None:
    """Return the build that the repository in *root* is at; None if there is no repository."""
    if not (root / ".git").exists():
        return None
    is_whole = ask_git(root, "rev-parse", "--is-shallow-repository") == "false"
    number = int(ask_git(root, "rev-list", "--count", "HEAD")) if is_whole else None
    changed = ask_git(root, "status", "--porcelain", "--untracked-files=no")
    return Build(number, ask_git(root, "rev-parse", "HEAD") + ("+" if changed else ""))


def find_time(root: Path) -> int:
    """Return the time of the last commit, in seconds since 1970; 0 without a repository."""
    return int(ask_git(root, "log", "-1", "--format=%ct")) if (root / ".git").exists() else 0


def ask_git(root: Path, *question: str) -> str:
    """Return git's output; CalledProcessError if it fails."""
    # A build often runs as another user than the one who fetched the repository; it only reads.
    command = ["git", "-c", "safe.directory=*", "-C", str(root), *question]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - fixed questions
    return done.stdout.strip()


def write_build(target: Path) -> bool:
    """Write the build of this repository to *target*; return False, and write nothing, without
    one.
    """
    build = find_build(ROOT)
    if build is None:
        target.unlink(missing_ok=True)
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(build._asdict()) + "\n", encoding="ascii")
    return True
