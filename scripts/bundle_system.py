"""Checks what a Linux bundle needs of the system against what packaging/linux/system.toml states:
the oldest glibc, from the versions of symbols that all binaries need, and the libraries that are
linked but not in the bundle.

    python -m scripts.bundle_system BUNDLE
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[1]
STATEMENT = ROOT / "packaging" / "linux" / "system.toml"
MAGIC = b"\x7fELF"


class System(msgspec.Struct, forbid_unknown_fields=True):
    """The stated requirements of the bundle."""

    oldest_glibc: str
    linked: list[str]
    window: list[str]


@dataclass(frozen=True)
class Needs:
    """The requirements of a binary, or of a whole bundle."""

    glibc: tuple[int, ...]
    libraries: frozenset[str]


def read_system() -> System:
    """Read the stated requirements."""
    return msgspec.toml.decode(STATEMENT.read_bytes(), type=System)


def binaries(bundle: Path) -> list[Path]:
    """Return every ELF file of a bundle."""
    files = [file for file in sorted(bundle.rglob("*")) if file.is_file() and not file.is_symlink()]
    return [file for file in files if read_start(file) == MAGIC]


def read_start(file: Path) -> bytes:
    """Return the first bytes of a file."""
    with file.open("rb") as stream:
        return stream.read(len(MAGIC))


def read_needs(described: str) -> Needs:
    """Parse the output of `objdump -p` for a binary."""
    versions = [version_of(text) for text in re.findall(r"\bGLIBC_([0-9.]+)", described)]
    libraries = re.findall(r"^\s*NEEDED\s+(\S+)", described, re.MULTILINE)
    return Needs(max(versions, default=()), frozenset(libraries))


def version_of(text: str) -> tuple[int, ...]:
    """Return a version in a comparable form."""
    return tuple(int(part) for part in text.split("."))


def describe(binary: Path) -> str:
    """Return the output of `objdump -p` for a binary."""
    command = ["objdump", "-p", str(binary)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a fixed program
    return done.stdout


def check_system(bundle: Path, system: System) -> tuple[list[str], tuple[int, ...]]:
    """Return where the binaries need more than stated, and the glibc they need."""
    needs = {file: read_needs(describe(file)) for file in binaries(bundle)}
    if not needs:
        raise FileNotFoundError(f"{bundle}: no binaries")
    inside = {file.name for file in bundle.rglob("*")}
    wrong = []
    for file, need in needs.items():
        # An executable finds the bundle's libraries only when it runs.
        given = set(system.linked) if file.parent == bundle else inside | set(system.linked)
        if need.glibc > version_of(system.oldest_glibc):
            version = ".".join(map(str, need.glibc))
            wrong.append(f"{file.name}: needs glibc {version}, {system.oldest_glibc} is stated")
        wrong += [
            f"{file.name}: needs {library}, which it does not find and is not stated"
            for library in sorted(need.libraries - given)
        ]
    return wrong, max(need.glibc for need in needs.values())


def main() -> int:
    """Check the bundle named on the command line."""
    system = read_system()
    wrong, glibc = check_system(Path(sys.argv[1]), system)
    oldest = ".".join(map(str, glibc))
    print("\n".join(wrong) or f"needs glibc {oldest}; {system.oldest_glibc} is stated")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
