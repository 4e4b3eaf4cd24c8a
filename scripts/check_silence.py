"""Runs a command as on a stranger's machine, and reports what it did beyond playing: connections,
name look-ups, and files outside its own places.

    python scripts/check_silence.py --own .local/share/hexfront -- hexfront --selftest

The command gets an empty home, an empty temporary folder and an empty working directory, no
environment variables but PATH and those of `--set`, and no network (a network namespace of its own,
where that is allowed). strace watches every system call of it and of its child processes that uses
the network, or creates, changes or removes a file: no library can hide from that. Needs Linux and
strace; without strace it fails.

Allowed are: Unix sockets (display, sound); the user folder (`--own`, within the home), paths given
by `--allow`, and temporary files that are gone at the end. Python's `__pycache__` beside sources of
a checkout is ignored: an installed game or a bundle writes none.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NETWORK = ("connect", "sendto", "sendmsg", "sendmmsg", "bind", "listen")
CHANGING = (
    *("open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "rmdir", "truncate", "chmod", "fchmodat"),
)
OPENING = ("open", "openat", "openat2", "creat")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
CALL = re.compile(r"^(?:\d+\s+)?(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>.*)$")
PATH = re.compile(r'(?:\w+<(?P<folder>[^>]*)>, )?"(?P<text>(?:[^"\\]|\\.)*)"')
INTERNET = re.compile(r"sa_family=AF_INET6?\b")
LOOKING_UP = ("/etc/resolv.conf", "/etc/hosts")
"""Files read for a name look-up."""
RESOLVERS = ("/run/nscd", "/var/run/nscd", "/run/systemd/resolve")
"""Unix sockets of name services; they resolve users' names too, so only an answer counts. If none
answers, a network name is looked up in the files above.
"""
DEVICES = ("/dev", "/proc")
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - watched, not used


class Ground(NamedTuple):
    """The folders that a command runs in, and those where it may write."""

    root: Path
    own: tuple[Path, ...]

    @property
    def home(self) -> Path:
        """Return the home, empty at the start."""
        return self.root / "home"

    @property
    def temporary(self) -> Path:
        """Return the folder for temporary files, which must be empty at the end."""
        return self.root / "tmp"

    @property
    def working(self) -> Path:
        """Return the working directory of the command."""
        return self.root / "work"

    def may_change(self, path: str) -> bool:
        """Whether a file may be written there, provided that temporary ones are gone at the end."""
        if "/__pycache__/" in path or path.endswith("/__pycache__") or is_within(path, DEVICES):
            return True
        return is_within(path, [*map(str, self.own), str(self.temporary)])


def main() -> None:
    """Run the command of the command line; exit with 1 if it was not silent."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--own", action="append", default=[], help="within the home")
    parser.add_argument("--allow", action="append", default=[], type=Path)
    parser.add_argument("--stdin", type=Path, help="what is typed")
    parser.add_argument("--stop-after", type=float, help="seconds after which it is ended, SIGTERM")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    if not command:
        parser.error("no command")
    if shutil.which("strace") is None:
        sys.exit("strace is missing: without it nothing is watched (apt-get install strace)")
    root = Path(tempfile.mkdtemp(prefix="silence-")).resolve()
    try:
        own = [root / "home" / one for one in asked.own] + [one.resolve() for one in asked.allow]
        sys.exit(check(Ground(root, tuple(own)), command, asked))
    finally:
        shutil.rmtree(root)


def check(ground: Ground, command: list[str], asked: argparse.Namespace) -> int:
    """Run a command and print what it did; return 1 if it did more than it may, or failed."""
    for folder in (ground.home, ground.temporary, ground.working, ground.root / "log"):
        folder.mkdir()
    code = run(ground, command, asked)
    calls = list(calls_of(ground))
    found = sorted({breach for call in calls for breach in judge(ground, call)})
    found += [f"left behind: {path}" for path in left_behind(ground, calls)]
    for line in found:
        print(line)
    print(f"{' '.join(command)}: exit code {code}, {len(found)} breaches of silence")
    return 1 if found or code else 0


def run(ground: Ground, command: list[str], asked: argparse.Namespace) -> int:
    """Run a command under strace, without a network; return its exit code."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(ground.home),
        "TMPDIR": str(ground.temporary),
        "LANG": "C.UTF-8",
        **dict(one.split("=", 1) for one in asked.set),
    }
    watched = [
        *("strace", "--follow-forks", "--output-separately", "--quiet=all", "--seccomp-bpf"),
        *("--decode-fds=path", "--string-limit=4096", f"--output={ground.root / 'log' / 'calls'}"),
        f"--trace={','.join(f'?{name}' for name in (*NETWORK, *CHANGING))}",
        *("--", *command),
    ]
    with (Path(os.devnull) if asked.stdin is None else asked.stdin).open("rb") as typed:
        process = subprocess.Popen(  # noqa: S603 - what the caller asks to have watched
            [*without_network(), *watched], stdin=typed, env=environment, cwd=ground.working,
            start_new_session=True,
        )  # fmt: skip
        try:
            return process.wait(asked.stop_after)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            return 0


def without_network() -> list[str]:
    """Return the prefix that runs a command in its own network namespace; empty if not allowed."""
    isolated = (
        ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--net", "--map-current-user"]
    )
    if shutil.which("unshare") is None:
        return []
    allowed = subprocess.run(  # noqa: S603 - the list above
        [*isolated, "true"], capture_output=True, check=False
    )
    if allowed.returncode:
        print("without a network namespace: connections are counted, and not refused")
        return []
    return isolated


class Call(NamedTuple):
    """A system call: its name, its arguments, its result, and the paths in it."""

    name: str
    arguments: str
    result: str
    paths: tuple[str, ...]

    @property
    def is_change(self) -> bool:
        """Whether it created, changed or removed a file."""
        if self.name in NETWORK or self.result.startswith("-1"):
            return False
        return (
            self.name not in OPENING or self.name == "creat" or bool(WRITING.search(self.arguments))
        )


def calls_of(ground: Ground) -> Iterator[Call]:
    """Yield the system calls in the logs, of which there is one per process."""
    for log in sorted((ground.root / "log").iterdir()):
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            call = CALL.match(line)
            if call is not None:
                yield read_call(ground, call["name"], call["arguments"], call["result"])


def read_call(ground: Ground, name: str, arguments: str, result: str) -> Call:
    """Parse a system call; relative paths are resolved from the process's working directory."""
    if name in NETWORK:
        return Call(name, arguments, result, ())
    paths = []
    for found in PATH.finditer(arguments):
        start = ground.working if found["folder"] is None else Path(found["folder"])
        text = (
            found["text"]
            .encode()
            .decode("unicode_escape")
            .encode("latin-1")
            .decode(errors="replace")
        )
        paths.append(os.path.normpath(start / text))
    if name.startswith("symlink"):
        del paths[0]  # its text, not its position
    return Call(name, arguments, result, tuple(paths))


def judge(ground: Ground, call: Call) -> Iterator[str]:
    """Yield one line for each thing a system call did that it may not."""
    if call.name in NETWORK:
        if INTERNET.search(call.arguments):
            yield f"reached for the network: {call.name}({call.arguments})"
        elif call.result == "0" and any(place in call.arguments for place in RESOLVERS):
            yield f"looked a name up: {call.name}({call.arguments})"
        return
    if any(path in LOOKING_UP for path in call.paths):
        yield f"looked a name up: {call.name}({call.arguments})"
    if call.is_change:
        above = {str(parent) for own in ground.own for parent in own.parents}
        for path in call.paths:
            if not ground.may_change(path) and not (
                call.name.startswith("mkdir") and path in above
            ):
                yield f"changed a file: {call.name} {path}"


def left_behind(ground: Ground, calls: list[Call]) -> Iterator[Path]:
    """Yield the files that exist at the end and should not."""
    changed = {path for call in calls if call.is_change for path in call.paths}
    for name in sorted(changed):
        if is_within(name, [SHARED_MEMORY]) and os.path.lexists(name) and name != SHARED_MEMORY:
            yield Path(name)
    for path in sorted(ground.root.rglob("*")):
        if is_within(str(path), [str(ground.root / "log"), *map(str, ground.own)]):
            continue
        is_temporary = is_within(str(path), [str(ground.temporary)]) and path != ground.temporary
        if is_temporary or not path.is_dir():
            yield path


def is_within(path: str, folders: Iterator[str] | list[str] | tuple[str, ...]) -> bool:
    """Whether a path is one of some folders, or in one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


if __name__ == "__main__":
    main()
