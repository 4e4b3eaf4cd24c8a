"""Lists what a built bundle contains that is covered by somebody's rights: shared libraries,
Python's
top-level modules, fonts, executables. It reads the bundle itself, not the build's own records.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

EXECUTABLES = ("hexfront", "hexfront-console")
OWN = {"assets", "client", "engine", "hexfront", "models"}
FONTS = {".ttf", ".otf", ".ttc", ".pcf", ".woff", ".woff2"}
LIBRARY_MARKS = (".so", ".dll", ".dylib", ".pyd")
PYTHON = "Python"
"""Owner of the modules of the standard library and of PyInstaller's bootstrap."""


@dataclass(frozen=True)
class Contents:
    """The content of a bundle; paths are relative to it, links are left out."""

    libraries: list[str]
    """Shared libraries that are not modules of a Python package."""
    packages: list[str]
    """Top-level Python modules and packages that are neither ours nor the standard library's."""
    fonts: list[str]
    executables: list[str]


def list_contents(bundle: Path) -> Contents:
    """Return the content of the one-dir bundle in *bundle*; FileNotFoundError if it is none."""
    files = [file for file in sorted(bundle.rglob("*")) if file.is_file() and not file.is_symlink()]
    paths = [file.relative_to(bundle) for file in files]
    executables = [path for path in paths if len(path.parts) == 1 and path.stem in EXECUTABLES]
    if not executables:
        raise FileNotFoundError(f"{bundle}: no executable of the game")
    libraries = [path for path in paths if is_library(path)]
    modules = [path for path in libraries if is_module(path)]
    packed = [name for path in executables for name in packed_modules(bundle / path)]
    loose = [path for path in paths if path.suffix in {".py", ".pyc"}]
    tops = {*packed, *(top_of(path) for path in [*modules, *loose])}
    return Contents(
        libraries=sorted(str(path) for path in set(libraries) - set(modules)),
        packages=sorted(top for top in tops if not is_python(top) and top not in OWN),
        fonts=[str(path) for path in paths if path.suffix.lower() in FONTS],
        executables=[str(path) for path in executables],
    )


def is_library(path: Path) -> bool:
    """Whether a file's name is that of a shared library: `x.so`, `x.so.1.2`, `x.dll`, `Python`."""
    name = path.name
    return name.endswith(LIBRARY_MARKS) or ".so." in name or name == PYTHON


def is_module(path: Path) -> bool:
    """Whether a shared library is a Python module, by the tag that such files carry."""
    return path.suffix == ".pyd" or ".cpython-" in path.name or ".abi3." in path.name


def top_of(path: Path) -> str:
    """Return the top-level module that a file of a bundle belongs to."""
    parts = [part for part in path.parts if part != "_internal"]
    if "lib-dynload" in parts:
        return "sys"
    return parts[0].partition(".")[0]


def is_python(top: str) -> bool:
    """Whether a top-level module belongs to the standard library or to PyInstaller's bootstrap."""
    return (
        top in sys.stdlib_module_names
        or top.startswith(("_sysconfigdata", "pyimod", "pyi_rth", "_pyi_"))
        or top in {"base_library", "pyi_splash"}
    )


def packed_modules(executable: Path) -> Iterable[str]:
    """Return the top-level modules in the archive inside an executable."""
    reader = CArchiveReader(str(executable))
    for name in reader.toc:
        if name.endswith(".pyz"):
            archive = reader.open_embedded_archive(name)
            assert isinstance(archive, ZlibArchiveReader), "PyInstaller's archives are of this kind"
            yield from {module.partition(".")[0] for module in archive.toc}
