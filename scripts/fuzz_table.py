"""The loaders of the window and of training, and the table of all that are fuzzed."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError

from client.own_record.own_record_file import RecordError
from engine.errors import DataError, MatchError, ModelError, SaveError
from engine.files import FileTooLarge, NotPlainFile
from engine.resources import resource
from scripts import fuzz_loaders
from scripts.fuzz_loaders import ROOT, Loader, Prepared, contents

# The window


def settings(folder: Path) -> Prepared:
    """Read settings: a broken file is moved aside and reported, and nothing may be raised."""
    from client.settings import Settings, read_settings, write_settings

    apart = folder / "home"
    samples = []
    for one in (Settings(), Settings(theme="dusk", scale=100, window=(1280, 800), fullscreen=True)):
        apart.mkdir()
        write_settings(apart / "settings.toml", one)
        samples.append((apart / "settings.toml").read_bytes())
        shutil.rmtree(apart)

    def read(file: Path) -> object:
        apart.mkdir()
        try:
            found = read_settings(file.rename(apart / "settings.toml"))
        finally:
            shutil.rmtree(apart)
        if found.problem is not None:
            raise SettingsRefusedError(found.problem)
        return found.settings

    return Prepared(samples, read)


class SettingsRefusedError(Exception):
    """Raised in place of the sentence that refuses settings."""


def setup_codes(_: Path) -> Prepared:
    """Read codes of setups, as they come from a clipboard, and write those that are read again."""
    from client.battle.model.battle_setup import BattleSetup
    from client.battle.model.setup_code import InvalidCode, read_code, write_code
    from engine.battle import load_scenario

    scenario = load_scenario("first_landing")
    samples = [
        b"hexfront-battle 1 scenario=random:17 seed=4711 one=person two=recruit check=1f3a9c04",
    ]
    army = b" army-one=Night%20watch,ordinate,500,linesman*4,sighter*2\n"
    samples.append(samples[0].replace(b"recruit", b"bot:greedy") + army)

    def read(file: Path) -> object:
        try:
            shared = read_code(decoded(file))
        except InvalidCode as error:
            raise CodeRefusedError(str(error)) from error
        setup = BattleSetup(scenario, shared.seed, shared.players)
        again = read_code(write_code(shared.scenario, setup, shared.armies))
        assert again._replace(check=shared.check) == shared
        return again

    return Prepared(samples, read)


class CodeRefusedError(Exception):
    """Raised in place of the refusal of a code: its own error is imported only where it is read."""


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


def lesson_progress(_: Path) -> Prepared:
    """Read the progress in the tutorial."""
    from client.tutorial.progress_file import ProgressError, read_progress

    def read(file: Path) -> object:
        try:
            return read_progress(file)
        except (ProgressError, FileTooLarge) as error:
            raise ProgressRefusedError(str(error)) from error

    sample = (
        b'{"version": 1, "done": ["move"], "places":'
        b' {"sight": {"step": "aim", "start": 1, "actions": ["ACTIVATE 0", "MOVE 4,5"]}}}'
    )
    return Prepared([sample], read)


class ProgressRefusedError(Exception):
    """Raised in place of the refusal of progress."""


def themes(_: Path) -> Prepared:
    """Read themes."""
    from client.draw.ui.theme import parse_theme

    return Prepared(contents(resource("themes")), lambda file: parse_theme(decoded(file)))


def layouts(_: Path) -> Prepared:
    """Read the layout of the window."""
    from client.draw.ui.ui_layout import parse_layout

    sample = resource("art/layout.toml").read_bytes()
    return Prepared([sample], lambda file: parse_layout(decoded(file)))


def decoded(file: Path) -> str:
    """Return a file as text, as `resources.read_text` does: invalid text is refused before any
    loader.
    """
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(str(error)) from error


class NotTextError(Exception):
    """Raised in place of the refusal of a file that is not text."""


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
    "settings": Loader("settings.toml", "toml", settings, (SettingsRefusedError,)),
    "setup_code": Loader("code.txt", "text", setup_codes, (CodeRefusedError, NotTextError)),
    "own_record": Loader(
        "own_record.jsonl",
        "lines",
        fuzz_loaders.own_records,
        (RecordError, NotPlainFile, FileTooLarge),
    ),
    "tuning": Loader("client.toml", "toml", tunings, (DataError, NotTextError)),
    "keys": Loader("keys.toml", "toml", keys, (DataError, NotTextError)),
    "lesson": Loader("fuzzed.toml", "toml", lessons, (DataError,)),
    "lesson_progress": Loader("tutorial.json", "json", lesson_progress, (ProgressRefusedError,)),
    "theme": Loader("fuzzed.toml", "toml", themes, (DataError, NotTextError)),
    "layout": Loader("layout.toml", "toml", layouts, (DataError, NotTextError)),
    "catalogue": Loader("hexfront.mo", "bytes", catalogues, (DataError, LookupError)),
    "written_catalogue": Loader(
        "en/LC_MESSAGES/hexfront.po", "text", written_catalogues, PO_ERRORS
    ),
    **dict(training_loaders()),
}
