"""The glossary has an entry for everything that the data and the rules name, each once."""

from __future__ import annotations

import string

import msgspec
import pytest

from client.text import glossary
from client.text.catalogue import name
from client.text.glossary import Kind, Term, Topic, chapters, entry_of, search
from engine.battle.battlefield import Terrain
from engine.battle.marks import MARKS
from engine.battle.phase import Phase
from engine.battle.scenario_files import packaged_materials
from engine.data import weapon_rules
from engine.data.catalog import UnitEntry, WeaponEntry

MATERIALS = packaged_materials()
RULES = MATERIALS.rules
LISTS = {"RNG_WEAPON_CODES", "CC_WEAPON_CODES", "WEAPON_RULES"}


def all_topics() -> list[Topic]:
    return [topic for chapter in chapters() for topic in chapter.topics]


def codes(kind: Kind) -> set[str]:
    return {topic.code for topic in all_topics() if topic.kind is kind}


def fields(entry: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(entry)} - LISTS


def test_every_statistic_of_units_and_weapons_has_an_entry() -> None:
    assert codes(Kind.STAT) == fields(UnitEntry) | fields(WeaponEntry) | {"HP"}


def test_every_mark_phase_and_kind_of_ground_has_an_entry() -> None:
    assert codes(Kind.MARK) == set(MARKS)
    assert codes(Kind.PHASE) == {phase.value for phase in Phase}
    assert codes(Kind.TERRAIN) == {terrain.name for terrain in Terrain}


def test_every_weapon_rule_of_the_engine_and_of_packaged_weapons_has_an_entry() -> None:
    found = codes(Kind.RULE)
    assert set(weapon_rules.NUMBERED) | set(weapon_rules.PLAIN) <= found
    written = {
        weapon_rules.parse(one).full_name
        for weapon in MATERIALS.catalog.weapons.values()
        for one in weapon.weapon_rules
    }
    assert written <= found
    assert any(one.startswith(weapon_rules.ANTI) for one in found)


def test_every_term_has_an_entry() -> None:
    assert codes(Kind.TERM) == {term.value for term in Term}


def test_no_topic_is_listed_twice_and_no_two_have_the_same_words() -> None:
    topics = all_topics()
    assert len(set(topics)) == len(topics)
    entries = [entry_of(topic, RULES) for topic in topics]
    assert len({entry.words for entry in entries}) == len(entries)


@pytest.mark.parametrize("topic", all_topics(), ids=lambda topic: topic.code)
def test_an_entry_is_whole_sentences_without_holes(topic: Topic) -> None:
    entry = entry_of(topic, RULES)
    assert entry.title
    assert entry.title != topic.code
    assert entry.words.endswith(".")
    assert entry.words[0] in string.ascii_uppercase + "+"
    assert "{" not in entry.title + entry.words


def test_a_rule_on_a_weapon_says_its_number_and_its_keyword() -> None:
    two = entry_of(glossary.rule("RAPID_FIRE 2"), RULES)
    assert two.title == name("weapon-rule", "RAPID_FIRE", x=2)
    assert "2 more attacks" in two.words
    hunter = entry_of(glossary.rule("ANTI_VEHICLE 4"), RULES)
    assert name("keyword", "VEHICLE") in hunter.words
    assert "4" in hunter.words


def test_numbers_are_those_of_the_battle() -> None:
    other = msgspec.structs.replace(
        RULES, rough_cost=3, hazard_damage=7, objective_points=4, rounds=9, advance_dice="2D3"
    )
    said = {
        topic.code: entry_of(topic, other).words
        for topic in all_topics()
        if entry_of(topic, other) != entry_of(topic, RULES)
    }
    assert "3 movement points" in said["ROUGH"]
    assert "7 hit points" in said["HAZARDOUS"]
    assert "scores 4" in said["points"]
    assert "round 9" in said["round"]
    assert "2D3" in said["SHOOT"]


def test_a_search_finds_by_titles_texts_and_chapters_whatever_the_case() -> None:
    def found(wanted: str) -> list[str]:
        return [entry.title for _, entries in search(wanted, RULES) for entry in entries]

    assert len(found("")) == len(all_topics())
    assert found("  ") == found("")
    assert found("SUNDERING") == [name("weapon-rule", "DEVASTATING_WOUNDS")]
    assert set(found("weapon rules")) > {name("weapon-rule", "BLAST")}
    assert name("terrain", "ROUGH") in found("mud rubble")
    assert found("no such word") == []
