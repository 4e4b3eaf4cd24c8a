"""Reading a recipe from a TOML file, with every problem of it at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from engine.data.datafiles import read_file
from engine.validation import Findings, decode_table, parse_toml
from training.recipe import RULE, Recipe
from training.recipe_validation import check_recipe
from training.renamed_keys import rename_old_keys


def packaged_recipe(name: str) -> Path:
    """Return the file of the packaged recipe *name*, which need not exist."""
    return Path(str(files("training"))) / "recipes" / f"{name}.toml"


def read_recipe(file: Path) -> Recipe:
    """Return the recipe in *file*; raise DataError with every problem found in it."""
    findings = Findings(str(file))
    raw = rename_old_keys(parse_toml(read_file(file), str(file), RULE), findings, RULE)
    recipe = decode_table(raw, Recipe, "", findings, lambda _: RULE)
    findings.raise_if_any()
    assert recipe is not None, "there were no problems"
    check_recipe(recipe, findings, RULE)
    findings.raise_if_any()
    return recipe
