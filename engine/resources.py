"""Packaged files, found in a checkout, an installed wheel and a frozen bundle alike."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def resource(path: str) -> Traversable:
    """Return the packaged file or folder at *path*, relative to `assets/`, with forward slashes."""
    return resources.files("assets").joinpath(*path.split("/"))


def model(name: str) -> Traversable:
    """Return the folder of a packaged model, or a file about all of them."""
    return resources.files("models").joinpath(name)


def read_text(path: str) -> str:
    """Return the content of a packaged UTF-8 text file; FileNotFoundError if there is none."""
    return resource(path).read_text(encoding="utf-8")


def read_bytes(path: str) -> bytes:
    """Return the content of a packaged file; FileNotFoundError if there is none."""
    return resource(path).read_bytes()


def list_names(folder: str) -> list[str]:
    """Return the names of the files and folders in a packaged *folder*, sorted."""
    return sorted(entry.name for entry in resource(folder).iterdir())
