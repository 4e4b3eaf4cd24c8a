"""Everything in a bundle is under a licence whose text lies beside it, or the build fails."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

from scripts import bundle_licences
from scripts.bundle_contents import is_module, list_contents
from scripts.bundle_licences import Table, UnlistedError, check_licences, write_licences

LIBRARIES = ("libSDL2-2-0123abcd.0.so.0.3200.10", "libpython3.11.so.1.0", "libz.so.1")


def make_executable(target: Path, modules: tuple[str, ...]) -> None:
    """Write what PyInstaller puts behind its bootloader: an archive with an archive of modules."""
    packed = target.with_suffix(".pyz")
    code = {name: compile("", name, "exec") for name in modules}
    ZlibArchiveWriter(
        str(packed), [(name, f"{name}.py", "PYMODULE") for name in modules], code_dict=code
    )
    CArchiveWriter(str(target), [("PYZ.pyz", str(packed), False, "z")], "libpython3.11.so.1.0")
    packed.unlink()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Make a bundle of two executables, libraries, a package with a binary module, a font."""
    bundle = tmp_path / "hexfront"
    inside = bundle / "_internal"
    files = [*LIBRARIES, "numpy/_core/core.cpython-311-x86_64-linux-gnu.so", "NotoSans-Bold.ttf"]
    for name in files:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_bytes(b"binary")
    (inside / "libz-link.so.1").symlink_to("libz.so.1")
    for name in ("hexfront", "hexfront-console"):
        make_executable(bundle / name, ("json", "hexfront.version", "msgspec", "msgspec.json"))
    return bundle


def test_a_bundle_is_read_as_it_is(bundle: Path) -> None:
    contents = list_contents(bundle)
    assert [Path(path).name for path in contents.libraries] == sorted(LIBRARIES)
    assert contents.packages == ["msgspec", "numpy"]
    assert contents.fonts == ["_internal/NotoSans-Bold.ttf"]
    assert contents.executables == ["hexfront", "hexfront-console"]


def test_every_work_is_listed_with_its_text(bundle: Path) -> None:
    write_licences(bundle)
    assert check_licences(bundle) == []
    entries = json.loads((bundle / "licenses" / "index.json").read_text(encoding="utf-8"))
    names = {entry["name"] for entry in entries}
    assert names == {
        *("Hexfront", "Noto Sans", "Python", "PyInstaller's bootloader", "SDL", "msgspec"),
        *("numpy", "zlib"),
    }
    page = (bundle / "licenses" / "README.txt").read_text(encoding="utf-8")
    assert all(name in page for name in names)
    assert "LGPL" in page


@pytest.mark.parametrize("name", ["libmystery.so.1", "mystery.dll", "Mystery-Regular.ttf"])
def test_a_file_that_nobody_listed_fails_the_build_and_the_check(bundle: Path, name: str) -> None:
    write_licences(bundle)
    (bundle / "_internal" / name).write_bytes(b"binary")
    assert check_licences(bundle) == [f"_internal/{name}: in the bundle, but under no licence"]
    with pytest.raises(UnlistedError, match=name):
        write_licences(bundle)


def test_a_module_that_no_installed_package_owns_fails_the_build(bundle: Path) -> None:
    make_executable(bundle / "hexfront", ("mystery",))
    with pytest.raises(UnlistedError, match="mystery"):
        write_licences(bundle)


def test_a_package_that_came_later_is_noticed(bundle: Path) -> None:
    write_licences(bundle)
    make_executable(bundle / "hexfront-console", ("msgspec", "rich"))
    assert check_licences(bundle) == ["rich: in the bundle, but under no licence"]


def test_a_text_that_is_missing_or_empty_is_noticed(bundle: Path) -> None:
    write_licences(bundle)
    (bundle / "licenses" / "SDL.txt").unlink()
    (bundle / "licenses" / "zlib.txt").write_bytes(b" \n")
    assert check_licences(bundle) == [
        "SDL: the text SDL.txt is missing or empty",
        "zlib: the text zlib.txt is missing or empty",
    ]


def test_what_is_listed_must_be_in_the_bundle(bundle: Path) -> None:
    write_licences(bundle)
    (bundle / "_internal" / "libz-link.so.1").unlink()
    (bundle / "_internal" / "libz.so.1").unlink()
    assert check_licences(bundle) == ["_internal/libz.so.1: listed, but not in the bundle"]


def test_python_modules_are_told_from_libraries_by_their_tag() -> None:
    assert is_module(Path("numpy/core.cpython-311-x86_64-linux-gnu.so"))
    assert is_module(Path("pygame/base.cp311-win_amd64.pyd"))
    assert is_module(Path("x/_x.abi3.so"))
    assert not is_module(Path("libz.so.1"))
    assert not is_module(Path("pygame/SDL2.dll"))


def test_every_text_of_the_list_is_kept_and_every_kept_text_is_used() -> None:
    table = msgspec.toml.decode(bundle_licences.TABLE.read_bytes(), type=Table)
    rows = [*table.component, *table.package]
    named = [bundle_licences.TEXTS / text for row in rows for text in row.texts]
    assert [text for text in named if not text.is_file()] == []
    kept = set(bundle_licences.TEXTS.iterdir())
    assert kept <= set(named)
