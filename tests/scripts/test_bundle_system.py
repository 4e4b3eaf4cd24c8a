"""What a Linux bundle needs of the system is what we state."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import bundle_system
from scripts.bundle_system import MAGIC, System, check_system, read_needs, read_system

ROOT = Path(__file__).parents[2]

SAID = """
Dynamic Section:
  NEEDED               libz.so.1
  NEEDED               libc.so.6
  RUNPATH              $ORIGIN

Version References:
  required from libc.so.6:
    0x09691974 0x00 03 GLIBC_2.3.4
    0x069691b4 0x00 03 GLIBC_2.34
    0x0963cf85 0x00 02 GLIBC_PRIVATE
  required from libz.so.1:
    0x0827e5b0 0x00 08 ZLIB_1.2.9
"""
STATED = System(oldest_glibc="2.34", linked=["libc.so.6"], window=[])


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a bundle whose binaries are described by the text in them, behind their mark."""
    monkeypatch.setattr(
        bundle_system, "describe", lambda file: file.read_bytes().removeprefix(MAGIC).decode()
    )
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libz.so.1").write_bytes(MAGIC)
    (tmp_path / "_internal" / "data.toml").write_text(SAID, encoding="ascii")
    return tmp_path


def test_versions_are_compared_as_numbers() -> None:
    needs = read_needs(SAID + "GLIBC_2.9")
    assert needs.glibc == (2, 34)
    assert needs.libraries == {"libz.so.1", "libc.so.6"}


def test_a_library_in_the_bundle_serves_what_lies_beside_it(bundle: Path) -> None:
    (bundle / "_internal" / "libx.so").write_bytes(MAGIC + SAID.encode())
    assert check_system(bundle, STATED) == ([], (2, 34))


def test_what_is_started_does_not_find_the_libraries_of_the_bundle(bundle: Path) -> None:
    (bundle / "hexfront").write_bytes(MAGIC + SAID.encode())
    wrong, _ = check_system(bundle, STATED)
    assert wrong == ["hexfront: needs libz.so.1, which it does not find and is not stated"]


def test_a_newer_glibc_than_stated_is_refused(bundle: Path) -> None:
    (bundle / "_internal" / "libx.so").write_bytes(MAGIC + b"GLIBC_2.35 GLIBC_2.100")
    wrong, glibc = check_system(bundle, STATED)
    assert wrong == ["libx.so: needs glibc 2.100, 2.34 is stated"]
    assert glibc == (2, 100)


def test_a_folder_without_binaries_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_system(tmp_path, STATED)


def test_the_pages_say_what_is_checked() -> None:
    system = read_system()
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    assert f"glibc {system.oldest_glibc}" in page
    assert [one for one in [*system.window, "libz.so.1"] if f"`{one}`" not in page] == []
    leaflet = (ROOT / "packaging" / "linux" / "README.txt").read_text(encoding="utf-8")
    assert f"glibc {system.oldest_glibc} " in leaflet
