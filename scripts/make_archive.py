"""Packs the Linux bundle for players: `make archive`.

Writes dist/hexfront-VERSION-linux-MACHINE.tar.xz and dist/SHA256SUMS from dist/hexfront.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path

from hexfront.version import VERSION
from scripts.draw_icons import DRAWING, PNG_SIZES, draw
from scripts.write_build import find_time

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
LINUX = ROOT / "packaging" / "linux"
STAGE = ROOT / "build" / "archive"
PACK = ["xz", "--threads=0", "-6", "--stdout"]


def stage(bundle: Path, folder: Path) -> None:
    """Prepare the content of the archive in *folder*; files of the bundle are linked, not
    copied.
    """
    shutil.copytree(bundle, folder / "hexfront", symlinks=True, copy_function=os.link)
    for name in ("install.sh", "uninstall.sh", "README.txt"):
        shutil.copy(LINUX / name, folder / name)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    applications = folder / "share" / "applications"
    applications.mkdir(parents=True)
    shutil.copy(LINUX / "hexfront.desktop", applications)
    for size in PNG_SIZES:
        write_icon(folder, f"{size}x{size}", "hexfront.png", draw(size))
    write_icon(folder, "scalable", "hexfront.svg", DRAWING.read_bytes())


def write_icon(folder: Path, size: str, name: str, data: bytes) -> None:
    """Write an icon to the place where desktops look for its size."""
    place = folder / "share" / "icons" / "hicolor" / size / "apps"
    place.mkdir(parents=True)
    (place / name).write_bytes(data)


def pack(folder: Path, target: Path) -> None:
    """Create the archive of *folder*, with reproducible order, owners and times of files."""
    options = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=go=rX,u+rw"]
    tar = ["tar", "-C", str(folder.parent), *options, f"--mtime=@{find_time(ROOT)}"]
    with target.open("wb") as packed:
        writer = subprocess.Popen([*tar, "-cf", "-", folder.name], stdout=subprocess.PIPE)  # noqa: S603 - fixed programs
        subprocess.run(PACK, stdin=writer.stdout, stdout=packed, check=True)  # noqa: S603 - as above
        if writer.wait():
            raise OSError(f"tar failed: {writer.returncode}")


def main() -> None:
    """Create the archive of dist/hexfront."""
    name = f"hexfront-{VERSION}-linux-{platform.machine()}"
    shutil.rmtree(STAGE, ignore_errors=True)
    (STAGE / name).mkdir(parents=True)
    stage(DIST / "hexfront", STAGE / name)
    target = DIST / f"{name}.tar.xz"
    pack(STAGE / name, target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    (DIST / "SHA256SUMS").write_text(f"{digest}  {target.name}\n", encoding="ascii")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1024 / 1024:.1f} MB")


if __name__ == "__main__":
    main()
