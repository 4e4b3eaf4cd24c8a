"""The loaders of the window's data and of training, and the table of all that are fuzzed."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError

from engine.errors import DataError, MatchError, ModelError, SaveError
from engine.files import FileTooLarge
from engine.resources import resource
from scripts import fuzz_loaders, fuzz_user_files
from scripts.fuzz_loaders import ROOT, Loader, Prepared, contents
from scripts.fuzz_user_files import NotTextError, RefusedError, decoded

# The window


def tunings(_: Path) -> Prepared:
    """Read numbers of the window."""
    from client.tuning import read_tuning

    sample = resource("client.toml").read_bytes()
    return Prepared([sample], lambda file: read_tuning(decoded(file)))


def keys(_: Path) -> Prepared:
    """Read the keys of a battle."""
    from client.key_bindings import read_keys

    sample = resource("keys.toml").read_bytes()
    return Prepared([sample], lambda file: read_keys(decoded(file)))


def lessons(_: Path) -> Prepared:
    """Read lessons of the tutorial."""
    from client.tutorial.lesson import FOLDER, read_lesson

    return Prepared(contents(resource(FOLDER)), read_lesson)


def sounds(_: Path) -> Prepared:
    """Read the list of sounds."""
    from client.sound.sound_list import FILE, FOLDER, read_sound_list

    sample = resource(f"{FOLDER}/{FILE}").read_bytes()
    return Prepared([sample], lambda file: read_sound_list(decoded(file)).names)


def themes(_: Path) -> Prepared:
    """Read themes."""
    from client.draw.ui.theme import parse_theme

    return Prepared(contents(resource("themes")), lambda file: parse_theme(decoded(file)))


def layouts(_: Path) -> Prepared:
    """Read the layout of the window."""
    from client.draw.ui.ui_layout import parse_layout

    sample = resource("art/layout.toml").read_bytes()
    return Prepared([sample], lambda file: parse_layout(decoded(file)))


def catalogues(_: Path) -> Prepared:
    """Read compiled catalogues of texts, with a text and a plural."""
    from client.text.catalogue import read_catalogue

    def read(file: Path) -> object:
        texts = read_catalogue(file)
        return texts.gettext("app.continuing"), texts.ngettext("log.points", "log.points", 3)

    sample = resource("locale/en/LC_MESSAGES/hexfront.mo").read_bytes()
    return Prepared([sample], read)


def written_catalogues(_: Path) -> Prepared:
    """Read catalogues in their source form."""
    from scripts.compile_catalogues import read_catalogue, texts_of

    sample = resource("locale/en/LC_MESSAGES/hexfront.po").read_bytes()
    short = b"\n\n".join(sample.split(b"\n\n")[:30]) + b"\n"
    own = (ROOT / "tests" / "extension" / "files" / "texts.po").read_bytes()
    return Prepared([short, own], lambda file: texts_of(read_catalogue(file)))


# Training


def recipes(_: Path) -> Prepared:
    """Read recipes of training."""
    from training.recipe_file import read_recipe

    tiny = (ROOT / "tests" / "training" / "tiny.toml").read_bytes()
    folder = ROOT / "training" / "recipes"
    return Prepared([*contents(folder), tiny], read_recipe)


def progress(folder: Path) -> Prepared:
    """Read the progress of a training run."""
    from training.recipe_file import read_recipe
    from training.run_folder import PROGRESS_FILE, RunFolder
    from training.run_identity import RUN_FILE

    recipe = read_recipe(ROOT / "tests" / "training" / "tiny.toml")
    run = folder / "run"
    RunFolder(run, recipe).save_progress()

    def read(file: Path) -> object:
        shutil.copy(file, run / PROGRESS_FILE)
        return RunFolder(run, recipe).progress

    assert (run / RUN_FILE).exists()
    return Prepared([(run / PROGRESS_FILE).read_bytes()], read)


def runs(folder: Path) -> Prepared:
    """Read the training run in a folder."""
    from training.recipe_file import read_recipe
    from training.run_folder import RunFolder
    from training.run_identity import RUN_FILE

    recipe = read_recipe(ROOT / "tests" / "training" / "tiny.toml")
    run = folder / "run"
    RunFolder(run, recipe)
    sample = (run / RUN_FILE).read_bytes()

    def read(file: Path) -> object:
        shutil.copy(file, run / RUN_FILE)
        return RunFolder(run, recipe)

    return Prepared([sample], read)


def weights(_: Path) -> Prepared:
    """Read the weights of a learner."""
    import torch
    from safetensors.torch import save

    from training.network_weights import read_weights

    like = {"a.weight": torch.ones(3, 4), "a.bias": torch.zeros(4), "step": torch.tensor(7.0)}
    return Prepared([save(like)], lambda file: read_weights(file, like))


def training_loaders() -> Iterator[tuple[str, Loader]]:
    """Yield the available loaders of training: those of runs need the extra `train`."""
    yield "recipe", Loader("recipe.toml", "toml", recipes, (DataError,))
    if importlib.util.find_spec("torch") is not None:
        from training.errors import TrainingError

        yield "run", Loader("run.json", "json", runs, (TrainingError,))
        yield "progress", Loader("progress.json", "json", progress, (TrainingError,))
        yield "weights", Loader("weights.safetensors", "bytes", weights, (TrainingError,))


PO_ERRORS: Final = (PoFileError, ValueError)
USER_FILE_ERRORS: Final = (DataError, FileTooLarge)
LOADERS: Final[dict[str, Loader]] = {
    "scenario": Loader("fuzzed.toml", "toml", fuzz_loaders.scenarios, (DataError,)),
    "army": Loader("fuzzed.toml", "toml", fuzz_loaders.armies, (DataError,)),
    "board": Loader("fuzzed.toml", "toml", fuzz_loaders.boards, (DataError,)),
    "faction": Loader("fuzzed.toml", "toml", fuzz_loaders.factions, (DataError,)),
    "validate": Loader("fuzzed.toml", "toml", fuzz_loaders.inspected, ()),
    "rules": Loader("rules.toml", "toml", fuzz_loaders.rules, (DataError,)),
    "generator": Loader("generator.toml", "toml", fuzz_loaders.generator, (DataError,)),
    "bots": Loader("bots.toml", "toml", fuzz_loaders.bots, (DataError,)),
    "levels": Loader("levels.toml", "toml", fuzz_loaders.levels, (DataError,)),
    "puzzles": Loader("puzzles.toml", "toml", fuzz_loaders.puzzles, (DataError,)),
    "encoding": Loader("fuzzed.toml", "toml", fuzz_loaders.encodings, (DataError,)),
    "campaign_encoding": Loader(
        "campaign_encoding.toml", "toml", fuzz_loaders.campaign_encodings, (DataError,)
    ),
    "reward": Loader("fuzzed.toml", "toml", fuzz_loaders.rewards, (DataError,)),
    "strength": Loader("strength.json", "json", fuzz_loaders.strengths, (ModelError,)),
    "puzzle_rates": Loader("puzzles.json", "json", fuzz_loaders.puzzle_rates, (ModelError,)),
    "card": Loader("card.json", "json", fuzz_loaders.cards, (ModelError,)),
    "policy": Loader("policy.onnx", "messages", fuzz_loaders.policies, (ModelError,)),
    "models": Loader("models.toml", "toml", fuzz_loaders.allowances, (DataError,)),
    "save": Loader("fuzzed.jsonl", "lines", fuzz_loaders.saves, (SaveError,)),
    "header": Loader("fuzzed.jsonl", "lines", fuzz_loaders.headers, (SaveError,)),
    "match_log": Loader("fuzzed.jsonl", "lines", fuzz_loaders.match_logs, (MatchError,)),
    "plans": Loader("arena.toml", "toml", fuzz_loaders.plans, (DataError,)),
    "summary": Loader("fuzzed.jsonl", "lines", fuzz_user_files.summaries, (SaveError,)),
    "replay": Loader("fuzzed.jsonl", "lines", fuzz_user_files.replays, (SaveError,)),
    "settings": Loader("settings.toml", "toml", fuzz_user_files.settings, (RefusedError,)),
    "setup_code": Loader(
        "code.txt", "text", fuzz_user_files.setup_codes, (DataError, NotTextError)
    ),
    "own_record": Loader("fuzzed.jsonl", "lines", fuzz_user_files.own_records, USER_FILE_ERRORS),
    "puzzle_scores": Loader("fuzzed.json", "json", fuzz_user_files.puzzle_scores, USER_FILE_ERRORS),
    "tuning": Loader("client.toml", "toml", tunings, (DataError, NotTextError)),
    "keys": Loader("keys.toml", "toml", keys, (DataError, NotTextError)),
    "lesson": Loader("fuzzed.toml", "toml", lessons, (DataError,)),
    "lesson_progress": Loader(
        "fuzzed.json", "json", fuzz_user_files.lesson_progress, USER_FILE_ERRORS
    ),
    "sounds": Loader("sounds.toml", "toml", sounds, (DataError, NotTextError)),
    "theme": Loader("fuzzed.toml", "toml", themes, (DataError, NotTextError)),
    "layout": Loader("layout.toml", "toml", layouts, (DataError, NotTextError)),
    "catalogue": Loader("hexfront.mo", "bytes", catalogues, (DataError, LookupError)),
    "written_catalogue": Loader(
        "en/LC_MESSAGES/hexfront.po", "text", written_catalogues, PO_ERRORS
    ),
    **dict(training_loaders()),
}
