"""Caches that are kept with the object they follow from, and end with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar, cast

Memory: TypeAlias = dict[Callable[..., Any], dict[tuple[Any, ...], Any]]
"""Returned values by function and further arguments."""


class Keeper(Protocol):
    """An object that never changes and keeps in *memory* what was worked out from it."""

    @property
    def memory(self) -> Memory:
        """Return the cached values."""
        ...


_K = TypeVar("_K", bound=Keeper)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def remember(
    most: int,
) -> Callable[[Callable[Concatenate[_K, _P], _T]], Callable[Concatenate[_K, _P], _T]]:
    """Return a decorator that caches a function's values in the memory of its first argument.

    A cache of the function's own would keep boards and setups alive after their last battle, and
    grow with every battle up to its size. At most *most* values are kept for one object; then all
    are dropped. The arguments are positional.
    """

    def decorate(function: Callable[Concatenate[_K, _P], _T]) -> Callable[Concatenate[_K, _P], _T]:
        work_out: Callable[..., _T] = function

        @functools.wraps(function)
        def recall(keeper: _K, /, *key: Any) -> _T:  # noqa: ANN401 - those of the function
            memory = keeper.memory
            try:
                value: _T = memory[work_out][key]
            except KeyError:
                pass
            else:
                return value
            found = work_out(keeper, *key)
            values = memory.setdefault(work_out, {})
            if len(values) >= most:
                values.clear()
            values[key] = found
            return found

        return cast("Callable[Concatenate[_K, _P], _T]", recall)

    return decorate
