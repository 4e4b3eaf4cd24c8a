"""The checks of the selftest, by name, in the order they run."""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources.abc import Traversable
from typing import Final, TypeAlias

import pygame

from client.draw.ui.style import Style
from client.folders import user_folders
from client.settings import DEFAULT_THEME
from client.sound.pygame_mixer import PygameMixer
from client.sound.sound_list import load_sound_list
from client.widgets.form import Form
from client.widgets.text_field import TextField
from engine import resources
from engine.battle import load_scenario
from engine.data.datafiles import names_of, packaged_data
from hexfront.edition import require_community_edition
from hexfront.selftest_window import check_battle, check_levels, check_screens

WINDOW: Final = (1280, 800)
Check: TypeAlias = Callable[[], str]
"""A check of one thing: returns a short account of what was found, or raises."""

SAMPLE: Final = "Hexfront 0123456789 äöüß éèç"


def check_pygame() -> str:
    """Check that the drawing library is pygame-ce and starts."""
    require_community_edition(vars(pygame))
    pygame.init()
    return f"pygame-ce {pygame.version.ver}, SDL {'.'.join(map(str, pygame.version.SDL))}"


def check_user_folder() -> str:
    """Check that battles and settings can be kept in the user folder."""
    folders = user_folders()
    folders.require_writable()
    return str(folders.root)


def check_data() -> str:
    """Parse every packaged TOML file."""
    files = [file for file in walk("data") if file.name.endswith(".toml")]
    for file in files:
        tomllib.loads(file.read_text(encoding="utf-8"))
    if not files:
        raise FileNotFoundError("assets/data holds no TOML file")
    return f"{len(files)} data files"


def check_texts() -> str:
    """Load every compiled catalogue of texts."""
    files = [file for file in walk("locale") if file.name.endswith(".mo")]
    for file in files:
        with file.open("rb") as stream:
            gettext.GNUTranslations(stream)
    return f"{len(files)} compiled"


def check_window() -> str:
    """Open a window surface and show a frame."""
    surface = pygame.display.set_mode(WINDOW, pygame.RESIZABLE)
    surface.fill("black")
    pygame.display.flip()
    return f"{surface.get_width()} x {surface.get_height()}, driver {pygame.display.get_driver()}"


def check_fonts() -> str:
    """Render a line with every packaged font."""
    files = [file for file in walk("fonts") if file.name.endswith(".ttf")]
    for file in files:
        with file.open("rb") as stream:
            picture = pygame.font.Font(stream, 20).render(SAMPLE, True, "white")
        if not picture.get_bounding_rect().width:
            raise ValueError(f"{file.name} draws nothing")
    return f"{len(files)} fonts"


def check_sounds() -> str:
    """Open the mixer and read every sound."""
    mixer = PygameMixer()
    mixer.open()
    mixer.wait()
    if not mixer.is_open:
        raise OSError("the mixer does not open, not even without a device")
    mixer.close()
    return f"{len(load_sound_list().names)} sounds"


def check_widgets() -> str:
    """Create a form with a field, type into the field and draw the form."""
    pygame.display.set_mode(WINDOW)
    form = Form(Style(DEFAULT_THEME), WINDOW)
    field = TextField(form, pygame.Rect(0, 0, 200, 40), "", lambda _: None)
    form.handle(pygame.event.Event(pygame.TEXTINPUT, text="Hexfront"))
    surface = pygame.Surface(WINDOW, pygame.SRCALPHA)
    form.draw(surface)
    if field.text != "Hexfront" or not surface.get_bounding_rect().contains(field.rect):
        raise ValueError("what is typed into a field does not stand in it")
    form.close()
    return "a form is typed into and drawn"


def check_scenarios() -> str:
    """Load every packaged scenario with the board and the units it names."""
    names = names_of(packaged_data(), "scenario")
    for name in names:
        load_scenario(name)
    return f"{len(names)} scenarios"


def walk(folder: str) -> Iterator[Traversable]:
    """Yield every packaged file below *folder*, which may be missing, in order of names."""
    root = resources.resource(folder)
    waiting = [root] if root.is_dir() else []
    while waiting:
        for entry in sorted(waiting.pop().iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                waiting.append(entry)
            else:
                yield entry


CHECKS: Final[dict[str, Check]] = {
    "pygame": check_pygame,
    "folder": check_user_folder,
    "data": check_data,
    "scenarios": check_scenarios,
    "texts": check_texts,
    "window": check_window,
    "fonts": check_fonts,
    "sounds": check_sounds,
    "widgets": check_widgets,
    "battle": check_battle,
    "levels": check_levels,
    "screens": check_screens,
}
