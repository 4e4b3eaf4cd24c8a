"""Proves the Linux archive in a fresh root: a shell, a few tools and the libraries that
packaging/linux/system.toml states, without Python, with an empty home. The archive is unpacked,
tested, installed, started, upgraded and uninstalled there. Needs Xvfb, and either root or
unprivileged `unshare`.

    python -m scripts.prove_fresh_root ARCHIVE
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from hexfront.bench.display import Display, a_display
from scripts.bundle_system import read_system

ROOT = Path(__file__).parents[1]
STEPS = ROOT / "scripts" / "fresh_root.sh"
HOME = "/home/Zoë Player"
PATIENCE = 120.0
TOOLS = (
    *("cat", "chmod", "cmp", "cp", "dirname", "env", "find", "grep", "ln", "ls", "mkdir", "mktemp"),
    *("mv", "readlink", "rm", "rmdir", "sed", "sh", "sleep", "sort", "tar", "touch", "xz"),
)
MOUNTS = """
mount -t proc proc "$1/proc"
mount -t tmpfs tmpfs "$1/dev/shm"
for device in null urandom; do mount --bind /dev/$device "$1/dev/$device"; done
shift
exec chroot "$@"
"""


def make_root(root: Path) -> None:
    """Create a root with tools and libraries of this machine."""
    for name in ("bin", "dev/shm", "proc", "tmp", HOME[1:]):
        (root / name).mkdir(parents=True)
    for device in ("null", "urandom"):
        (root / "dev" / device).touch()
    system = read_system()
    places = places_of_libraries()
    needed = {places[name] for name in [*system.linked, *system.window]}
    for tool in TOOLS:
        found = shutil.which(tool)
        if found is None:
            raise FileNotFoundError(f"{tool}: not on this machine")
        shutil.copy(found, root / "bin" / tool)
        needed.add(found)
    for library in {one for path in needed for one in [path, *linked_libraries(path)]}:
        if ".so" in library:
            target = root / library.removeprefix("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, target)


def places_of_libraries() -> dict[str, str]:
    """Return where the system's loader finds each library."""
    path = os.environ["PATH"] + ":/sbin:/usr/sbin"
    ldconfig = require_tool("ldconfig", path)
    listed = subprocess.run([ldconfig, "-p"], check=True, capture_output=True, text=True).stdout  # noqa: S603 - a fixed program
    found: dict[str, str] = {}
    for name, place in re.findall(r"^\t(\S+) \([^)]*x86-64[^)]*\) => (\S+)$", listed, re.MULTILINE):
        found.setdefault(name, place)
    return found


def require_tool(name: str, path: str) -> str:
    """Return the path of a tool; FileNotFoundError if it is missing."""
    found = shutil.which(name, path=path)
    if found is None:
        raise FileNotFoundError(f"{name}: not on this machine")
    return found


def linked_libraries(path: str) -> list[str]:
    """Return the libraries that a binary is linked with, and their own."""
    done = subprocess.run(["ldd", path], check=False, capture_output=True, text=True)  # noqa: S603, S607 - a fixed program
    return re.findall(r"(?:=> |^\s*)(/\S+) \(0x", done.stdout, re.MULTILINE)


def run_steps(root: Path, archive: Path, display: Display) -> int:
    """Run the steps in the root; return their exit code."""
    shutil.copy(archive, root / "tmp" / archive.name)
    shutil.copy(STEPS, root / "tmp" / STEPS.name)
    user = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    apart = ["unshare", *user, "--mount", "--pid", "--fork", "sh", "-ec", MOUNTS, "sh", str(root)]
    variables = {"HOME": HOME, "PATH": "/bin", **display.environment()}
    inside = [str(root), "/bin/env", "-i", *(f"{key}={value}" for key, value in variables.items())]
    steps = ["/bin/sh", f"/tmp/{STEPS.name}", f"/tmp/{archive.name}"]  # noqa: S108 - in the new root
    with subprocess.Popen([*apart, *inside, *steps], stdin=subprocess.PIPE, text=True) as running:  # noqa: S603 - fixed programs
        try:
            display.wait_for_picture(running, PATIENCE)
            running.communicate("it is seen\n", PATIENCE)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
            running.kill()
        return running.wait()


def main() -> int:
    """Prove the archive named on the command line."""
    with tempfile.TemporaryDirectory(prefix="hexfront-root-") as folder, a_display() as display:
        make_root(Path(folder))
        return run_steps(Path(folder), Path(sys.argv[1]).absolute(), display)


if __name__ == "__main__":
    sys.exit(main())
