"""The catalogue: units, weapons and factions (R2), as data files declare them and as rules use
them.

    table --draft_*--> drafts --whole--> WeaponEntry, UnitEntry --build_*--> Weapon, Profile

A draft holds the valid fields of an entry, so that these are checked while others are wrong. An
entry is complete and is what saves carry. Profiles and weapons are made of entries once a battle.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta

from engine import limits, plaintext
from engine.data import weapon_rules
from engine.dice import D6_FACES, DiceValue
from engine.sentences import InvalidValue, Sentence
from engine.validation import Findings, decode_fields

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

NO_SAVE: Final = D6_FACES + 1
"""The save of a target that has none (R2.1)."""

Code = Annotated[str, Meta(pattern=plaintext.CODE)]
"""A name in data; people see its text from the catalogue of texts."""
Keyword = Annotated[str, Meta(pattern=plaintext.KEYWORD)]

Save = Annotated[int, Meta(ge=2, le=NO_SAVE)]
Count = Annotated[int, Meta(ge=0, le=limits.STAT)]
Positive = Annotated[int, Meta(ge=1, le=limits.STAT)]
Attempts = Annotated[int, Meta(ge=1, le=limits.TRIES)]
Value = Annotated[int, Meta(ge=0, le=limits.VALUE)]
Piercing = Annotated[int, Meta(ge=-limits.STAT, le=0)]

DiceText: TypeAlias = int | str
"""A whole number or dice as a data file writes them, for `DiceValue.parse`."""

Draft: TypeAlias = dict[str, Any]
"""The valid fields of an entry, by name."""


class WeaponEntry(msgspec.Struct, frozen=True, rename="upper"):
    """A weapon as a data file declares it (R2.2)."""

    rng: Count
    nb: DiceText
    strength: Positive = msgspec.field(name="STR")
    ap: Piercing
    dmg: DiceText
    weapon_rules: tuple[str, ...]
    atk: Annotated[int, Meta(ge=2, le=D6_FACES)] | None = None


class UnitEntry(msgspec.Struct, frozen=True, rename="upper"):
    """A unit's statline as a data file declares it (R2.1)."""

    move: Count
    t: Positive
    armor_save: Save
    invul_save: Save
    hp_max: Positive
    oc: Count
    value: Value
    keywords: tuple[Keyword, ...]
    rng_weapon_codes: tuple[Code, ...]
    cc_weapon_codes: tuple[Code, ...]

    @property
    def weapon_codes(self) -> tuple[Code, ...]:
        """Return the codes of all weapons of the unit, ranged ones first."""
        return self.rng_weapon_codes + self.cc_weapon_codes


class Weapon(msgspec.Struct, frozen=True):
    """A weapon as the rules use it: its numbers, and each weapon rule of R8 by name.

    *range* is in hexes, 0 for a melee weapon. *attacks* and *damage* may be dice; *to_hit* is None
    with TORRENT. A rule with a number is 0 where the weapon does not have it.
    """

    code: str
    range: int
    attacks: DiceValue
    to_hit: int | None
    strength: int
    ap: int
    damage: DiceValue
    rapid_fire: int
    melta: int
    assault: bool
    heavy: bool
    pistol: bool
    twin_linked: bool
    lethal_hits: bool
    sustained_hits: int
    devastating_wounds: bool
    anti: tuple[tuple[str, int], ...]
    ignores_cover: bool
    blast: bool
    hazardous: bool
    extra_attacks: bool

    @property
    def is_melee(self) -> bool:
        """Whether it is a melee weapon."""
        return not self.range


class Profile(msgspec.Struct, frozen=True):
    """A unit's statline as the rules use it, its weapons in the order of its lists."""

    code: str
    move: int
    toughness: int
    armor_save: int
    invul_save: int
    hp_max: int
    oc: int
    value: int
    keywords: frozenset[str]
    ranged: tuple[Weapon, ...]
    melee: tuple[Weapon, ...]

    def weapon(self, code: str) -> Weapon | None:
        """Return the unit's weapon of a code; None if it carries no such weapon."""
        for weapon in self.ranged + self.melee:
            if weapon.code == code:
                return weapon
        return None


class Faction(msgspec.Struct, frozen=True):
    """A faction: its *code*, the stem of its file, and the codes of its units in file order."""

    code: Code
    units: tuple[Code, ...]


class Catalog(msgspec.Struct, frozen=True, dict=True):
    """Every declared unit, weapon and faction, by code."""

    weapons: dict[str, WeaponEntry]
    units: dict[str, UnitEntry]
    factions: dict[str, Faction]

    @functools.cached_property
    def _faction_of(self) -> dict[str, str]:
        return {unit: faction.code for faction in self.factions.values() for unit in faction.units}

    def faction_of(self, unit: str) -> str | None:
        """Return the code of the faction that declares a unit; None if none does."""
        return self._faction_of[unit] if unit in self._faction_of else None

    def common_faction(self, units: Iterable[str]) -> str | None:
        """Return the code of the one faction of all *units*; None if there is no such faction."""
        factions = {self.faction_of(unit) for unit in units}
        return factions.pop() if len(factions) == 1 else None

    def profiles_of(self, codes: Container[str]) -> dict[str, UnitEntry]:
        """Return the units of the given *codes*."""
        return {code: entry for code, entry in self.units.items() if code in codes}

    def weapons_of(self, units: Iterable[UnitEntry]) -> dict[str, WeaponEntry]:
        """Return the weapons that *units* carry."""
        carried = {code for unit in units for code in unit.weapon_codes}
        return {code: entry for code, entry in self.weapons.items() if code in carried}


def build_weapon(code: str, entry: WeaponEntry) -> Weapon:
    """Return the weapon of a valid entry."""
    rules = [weapon_rules.parse(text) for text in entry.weapon_rules]
    number = {rule.name: rule.number for rule in rules}
    numbered = {name: number[name] if name in number else 0 for name in weapon_rules.NUMBERED}
    return Weapon(
        code=code,
        range=entry.rng,
        attacks=DiceValue.parse(entry.nb),
        to_hit=None if "TORRENT" in number else entry.atk,
        strength=entry.strength,
        ap=entry.ap,
        damage=DiceValue.parse(entry.dmg),
        rapid_fire=numbered["RAPID_FIRE"],
        melta=numbered["MELTA"],
        assault="ASSAULT" in number,
        heavy="HEAVY" in number,
        pistol="PISTOL" in number,
        twin_linked="TWIN_LINKED" in number,
        lethal_hits="LETHAL_HITS" in number,
        sustained_hits=numbered["SUSTAINED_HITS"],
        devastating_wounds="DEVASTATING_WOUNDS" in number,
        anti=tuple((rule.keyword, rule.number) for rule in rules if rule.keyword is not None),
        ignores_cover="IGNORES_COVER" in number,
        blast="BLAST" in number,
        hazardous="HAZARDOUS" in number,
        extra_attacks="EXTRA_ATTACKS" in number,
    )


def build_profile(code: str, entry: UnitEntry, weapons: Mapping[str, Weapon]) -> Profile:
    """Return the profile of a valid entry; *weapons* are those it carries, by code."""
    return Profile(
        code=code,
        move=entry.move,
        toughness=entry.t,
        armor_save=entry.armor_save,
        invul_save=entry.invul_save,
        hp_max=entry.hp_max,
        oc=entry.oc,
        value=entry.value,
        keywords=frozenset(entry.keywords),
        ranged=tuple(weapons[name] for name in entry.rng_weapon_codes),
        melee=tuple(weapons[name] for name in entry.cc_weapon_codes),
    )


def decode_weapons(raw: object, table: str, findings: Findings) -> dict[str, WeaponEntry]:
    """Return the valid entries of a table of weapons and note every problem of the others (R2.2,
    R8).
    """
    drafts = draft_weapons(raw, table, findings)
    return {code: WeaponEntry(**draft) for code, draft in whole(drafts, WeaponEntry).items()}


def decode_units(raw: object, table: str, findings: Findings) -> dict[str, UnitEntry]:
    """Return the valid entries of a table of units and note every problem of the others (R2.1)."""
    drafts = draft_units(raw, table, findings)
    return {code: UnitEntry(**draft) for code, draft in whole(drafts, UnitEntry).items()}


def draft_weapons(raw: object, table: str, findings: Findings) -> dict[str, Draft]:
    """Return the drafts of a table of weapons and note every problem of each (R2.2, R8)."""
    drafts = _draft_entries(raw, WeaponEntry, table, "R2.2", findings)
    # An ATK that is wrong is not missing.
    wrong = {problem.entry for problem in findings.problems if problem.field == "ATK"}
    for code, draft in drafts.items():
        where = f"{table}.{code}"
        _check_weapon(where, draft, findings, needs_atk=where not in wrong)
    return drafts


def draft_units(raw: object, table: str, findings: Findings) -> dict[str, Draft]:
    """Return the drafts of a table of units and note every problem of each (R2.1)."""
    drafts = _draft_entries(raw, UnitEntry, table, "R2.1", findings)
    for code, draft in drafts.items():
        for field in ("keywords", "rng_weapon_codes", "cc_weapon_codes"):
            if field in draft:
                _check_repeats(f"{table}.{code}", field.upper(), draft[field], findings)
    return drafts


def whole(drafts: Mapping[str, Draft], kind: type[msgspec.Struct]) -> dict[str, Draft]:
    """Return the drafts that an entry of *kind* can be made of: no required field is invalid or
    missing.
    """
    needed = {field.name for field in msgspec.structs.fields(kind) if field.required}
    return {code: draft for code, draft in drafts.items() if needed <= draft.keys()}


def _draft_entries(
    raw: object, kind: type[msgspec.Struct], table: str, rule: str, findings: Findings
) -> dict[str, Draft]:
    if not isinstance(raw, dict):
        findings.add(table, "", Sentence("data.no-table-of-entries"), rule)
        return {}
    if len(raw) > limits.ENTRIES:
        sentence = Sentence("data.too-many-entries", entries=len(raw), most=limits.ENTRIES)
        findings.add(table, "", sentence, rule)
        return {}
    drafts = {}
    for code, fields in raw.items():
        check_code(code, f"{table}.{code}", findings)
        drafts[code] = decode_fields(fields, kind, f"{table}.{code}", findings, lambda _: rule)
    return drafts


def check_code(code: str, entry: str, findings: Findings, rule: str = "R2.4") -> None:
    """Add a problem for an entry whose name is not a valid code."""
    try:
        msgspec.convert(code, Code)
    except msgspec.ValidationError:
        findings.add(entry, "", plaintext.RULES[plaintext.CODE], rule)


def _check_weapon(where: str, draft: Draft, findings: Findings, *, needs_atk: bool) -> None:
    for field, most in (("nb", limits.ATTACKS), ("dmg", limits.STAT)):
        try:
            highest = DiceValue.parse(draft[field]).highest if field in draft else 1
        except InvalidValue as error:
            findings.add(where, field.upper(), error.sentence, "R2.2")
        else:
            if highest > most:
                findings.add(where, field.upper(), Sentence("data.above-most", most=most), "R2.2")
    if "weapon_rules" not in draft:
        return
    rules, errors = weapon_rules.parse_all(draft["weapon_rules"])
    for sentence in errors:
        findings.add(where, "WEAPON_RULES", sentence, "R8")
    names = [rule.full_name for rule in rules]
    _check_repeats(where, "WEAPON_RULES", names, findings, "R8")
    if needs_atk and "atk" not in draft and "TORRENT" not in names:
        findings.add(where, "ATK", Sentence("data.missing-atk"), "R2.2")
    for name in names if "rng" in draft else ():
        kind = weapon_rules.only_on(name)
        if kind is not None and (kind == "melee") != (draft["rng"] == 0):
            findings.add(where, "WEAPON_RULES", _only_for(name, kind), "R8")


def _only_for(rule: str, kind: str) -> Sentence:
    if kind == "melee":
        return Sentence("data.melee-only-rule", rule=rule)
    return Sentence("data.ranged-only-rule", rule=rule)


def _check_repeats(
    entry: str, field: str, names: Iterable[str], findings: Findings, rule: str = "R2.1"
) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            findings.add(entry, field, Sentence("data.twice", name=name), rule)
        seen.add(name)


def check_references(
    units: Mapping[str, Draft], weapons: Mapping[str, Draft], table: str, findings: Findings
) -> None:
    """Add a problem for units with weapons that do not exist or are in the wrong list (R2.4)."""
    for code, draft in units.items():
        for field, ranged in (("rng_weapon_codes", True), ("cc_weapon_codes", False)):
            for name in draft[field] if field in draft else ():
                sentence = _problem_of_weapon(name, weapons, ranged=ranged)
                if sentence is not None:
                    findings.add(f"{table}.{code}", field.upper(), sentence, "R2.4")


def _problem_of_weapon(name: str, weapons: Mapping[str, Draft], *, ranged: bool) -> Sentence | None:
    if name not in weapons:
        return Sentence("data.no-weapon", weapon=repr(name))
    weapon = weapons[name]
    if "rng" in weapon and (weapon["rng"] > 0) != ranged:
        if ranged:
            return Sentence("data.melee-weapon", weapon=name, range=weapon["rng"])
        return Sentence("data.ranged-weapon", weapon=name, range=weapon["rng"])
    return None


def check_keywords(
    weapons: Mapping[str, Draft], units: Mapping[str, Draft], findings: Findings
) -> None:
    """Add a problem for ANTI_ rules against a keyword that no declared unit has (R2.4)."""
    keywords = {word for unit in units.values() if "keywords" in unit for word in unit["keywords"]}
    for code, draft in weapons.items():
        written = draft["weapon_rules"] if "weapon_rules" in draft else ()
        for rule in weapon_rules.parse_all(written)[0]:
            if rule.keyword is not None and rule.keyword not in keywords:
                sentence = Sentence("data.no-keyword", rule=rule.full_name, keyword=rule.keyword)
                findings.add(f"weapons.{code}", "WEAPON_RULES", sentence, "R2.4")
