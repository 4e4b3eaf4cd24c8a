"""What holds for a form at every size: all is whole, in the window, and on nothing else."""

from __future__ import annotations

import itertools

import pygame

from client.draw.ui.ui_layout import load_layout
from client.screens.form_screen import FormScreen
from client.widgets.description import FormDescription


def check_form(screen: FormScreen, size: tuple[int, int]) -> None:
    window = pygame.Rect((0, 0), size)
    assert screen.form is not None
    described = screen.form.describe()
    for control in described.controls:
        assert window.contains(control.rect), f"{control} leaves {window}"
        assert control.rect.w > 0
        assert control.rect.h > 0
        assert control.whole, f"{control} has no room for what it shows"
    for one, other in itertools.combinations(described.controls, 2):
        assert not one.rect.colliderect(other.rect), f"{one} lies on {other}"
    least = screen.style.px(load_layout().space.target) - 1
    for control in described.controls:
        for rect in control.parts:
            assert rect.h >= min(least, window.h), f"{control}: {rect} is hard to hit"
            assert control.rect.contains(rect)
    check_words(described, window)


def check_words(described: FormDescription, window: pygame.Rect) -> None:
    controls = [control.rect for control in described.controls]
    for label in described.labels:
        assert label.whole, f"{label.words!r} has no room"
        assert window.contains(label.rect), f"{label.words!r} leaves the window"
        assert label.rect.collidelist(controls) < 0, f"{label.words!r} lies on a control"
    for one, other in itertools.combinations(described.labels, 2):
        assert not one.rect.colliderect(other.rect), f"{one} lies on {other}"
    for panel in described.panels:
        assert window.contains(panel.rect)
