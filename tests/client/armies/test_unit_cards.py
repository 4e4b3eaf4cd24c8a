"""The cards of units outside a battle say what a unit is, once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from client.battle.view.catalog_cards import catalog_card
from client.text.catalogue import use_language
from engine.battle.scenario_files import packaged_materials
from engine.battle.side import Side


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.usefixtures("language")
def test_no_card_says_the_same_word_twice() -> None:
    catalog = packaged_materials().catalog
    assert catalog.units
    for code, unit in catalog.units.items():
        for line in catalog_card(code, 0, Side.ONE, unit, catalog.weapons).subtitles:
            parts = re.split(" · |, ", line)
            assert len(parts) == len(set(parts)), line
