"""Generated pages say what is true now; these tests notice when `make docs` is due."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from engine.campaign.encoding.spec import OfferRanks
from engine.campaign.encoding.spec import Spec as CampaignSpec
from engine.encoding.classic.spec import ClassicSpec
from engine.encoding.spec import Spec
from engine.evaluation.weights import EvaluationWeights
from scripts import (
    generate_architecture,
    generate_campaign_encoding,
    generate_campaign_page,
    generate_campaign_turn,
    generate_encoding,
    generate_third_party,
)

ROOT = Path(__file__).parents[2]


def without_versions(page: str) -> list[list[str]]:
    """Keep names, licences and addresses; versions and spaces may differ by machine."""
    rows = [[cell.strip() for cell in line.split("|")] for line in page.splitlines() if "|" in line]
    return [row[:2] + row[3:] if len(row) == 6 else row for row in rows]


def test_third_party_names_what_is_installed() -> None:
    stored = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert without_versions(stored) == without_versions(generate_third_party.write_page())


def test_a_font_without_a_known_licence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "NotoSans-Regular.ttf").touch()
    assert generate_third_party.collect_fonts(tmp_path) == ["NotoSans"]
    (tmp_path / "Mystery-Regular.ttf").touch()
    with pytest.raises(LookupError, match="Mystery"):
        generate_third_party.collect_fonts(tmp_path)


def test_requirements_of_extras_and_other_platforms_are_not_ours() -> None:
    lines = [
        "pydantic>=2.5.3",
        'colorama; platform_system == "Windows"',
        'psutil ; extra == "benchmarking"',
        "markdown-it-py (>=2.2.0)",
    ]
    assert generate_third_party.required_names(lines) == ["pydantic", "markdown-it-py"]


def test_the_import_picture_is_drawn_from_the_code_of_now() -> None:
    page = generate_architecture.TARGET.read_text(encoding="utf-8")
    section = generate_architecture.write_section(ROOT)
    assert section in page, "the import picture is stale: run `make docs`"


def test_the_index_tables_are_those_of_the_encodings_of_now() -> None:
    page = generate_encoding.TARGET.read_text(encoding="utf-8")
    assert page == generate_encoding.write_page(page), "the tables are stale: run `make docs`"


def test_the_tables_of_the_campaign_encoding_are_those_of_now() -> None:
    page = generate_campaign_encoding.TARGET.read_text(encoding="utf-8")
    assert page == generate_campaign_encoding.write_page(page), "stale: run `make docs`"
    for kind in (CampaignSpec, OfferRanks):
        for field in msgspec.structs.fields(kind):
            if field.type is not OfferRanks:
                assert f"| `{field.encode_name}` | " in page, field.name
    with pytest.raises(ValueError, match="lost its marks"):
        generate_campaign_encoding.write_page("no marks")


def test_the_rules_of_the_campaign_have_the_numbers_and_choices_of_now() -> None:
    stored = generate_campaign_page.PAGE.read_text(encoding="utf-8")
    assert stored == generate_campaign_page.page(), "the page is stale: run `make docs`"


def test_the_rules_of_the_campaign_name_every_choice_of_the_code() -> None:
    stored = generate_campaign_page.PAGE.read_text(encoding="utf-8")
    choices = [words for _, words in generate_campaign_page.choices_of()]
    assert len(choices) > 40
    assert stored.count("- **Choice:** ") == len(choices)
    texts = [file.read_text(encoding="utf-8") for file in generate_campaign_page.CODE.rglob("*.py")]
    written = sum(len(re.findall(r"Choice(?: \([^)]*\))?:", text)) for text in texts)
    assert written == len(choices)


def test_the_turn_of_the_campaign_is_told_as_it_is_played_now() -> None:
    stored = generate_campaign_turn.PAGE.read_text(encoding="utf-8")
    assert stored == generate_campaign_turn.page(), "the page is stale: run `make docs`"


def test_every_number_of_the_classic_encoding_has_its_own_line() -> None:
    page = generate_encoding.TARGET.read_text(encoding="utf-8")
    _, _, classic = page.partition(generate_encoding.BEGIN.format("classic"))
    numbers = [
        int(index) for index in re.findall(r"^\| (\d+) \| \w+(?:,.*?)? \| `", classic, re.MULTILINE)
    ]
    assert numbers == list(range(150))


def test_every_key_of_an_encoding_is_told() -> None:
    page = generate_encoding.TARGET.read_text(encoding="utf-8")
    for name, numbers in (("rows", Spec), ("classic", ClassicSpec)):
        _, _, part = page.partition(generate_encoding.BEGIN.format(name))
        fields = msgspec.structs.fields(numbers) + msgspec.structs.fields(EvaluationWeights)
        for field in fields:
            if field.type is not EvaluationWeights:
                assert f"| `{field.encode_name}` | " in part, field.name


def test_a_page_that_has_lost_its_marks_is_not_written() -> None:
    with pytest.raises(ValueError, match="marks of rows"):
        generate_encoding.write_page("no marks")


def plant(root: Path, path: str, code: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, encoding="utf-8")


def test_an_import_of_any_kind_becomes_an_arrow(tmp_path: Path) -> None:
    for path in ("client/__init__.py", "engine/__init__.py", "engine/battle/__init__.py"):
        plant(tmp_path, path, "")
    plant(tmp_path, "engine/dice.py", "")
    plant(tmp_path, "engine/battle/rules.py", "from engine import dice\nimport os\n")
    plant(tmp_path, "client/app.py", "def f():\n    from engine.battle.rules import apply\n")
    assert generate_architecture.edges_between(tmp_path) == {
        ("engine.battle.rules", "engine.dice"),
        ("client.app", "engine.battle.rules"),
    }
    section = generate_architecture.write_section(tmp_path)
    assert "    client --> engine.battle\n    engine.battle --> engine\n" in section


def test_a_page_keeps_what_stands_around_the_marks() -> None:
    begin, end = generate_architecture.BEGIN, generate_architecture.END
    page = generate_architecture.replace_section(f"a\n{begin}\nold\n{end}\nb", f"{begin}new{end}")
    assert page == f"a\n{begin}new{end}\nb"
    with pytest.raises(ValueError, match="marks"):
        generate_architecture.replace_section("no marks", "new")


def test_every_asset_is_packaged() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaged = {
        Path(pattern).suffix for pattern in table["tool"]["setuptools"]["package-data"]["assets"]
    }
    files = [file for file in (ROOT / "assets").rglob("*.*") if "__pycache__" not in file.parts]
    forgotten = [file.name for file in files if file.suffix not in {*packaged, ".py"}]
    assert not forgotten
