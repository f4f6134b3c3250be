"""Plumbline as a library: `import plumbline`, then `plumbline.Portfolio` and `plumbline.summary`. The documentation: docs/notebook.md."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plumbline.analytics.measures import measure
    from plumbline.notebook.portfolio import Portfolio, Terms
    from plumbline.notebook.summary import summary

__all__ = ["Portfolio", "Terms", "measure", "summary"]


def __dir__() -> list[str]:
    """What a notebook offers after `plumbline.`."""
    return [*__all__]


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is: pandas and the market must not slow down `plumbline --help`."""
    if name not in __all__:
        raise AttributeError(f"module 'plumbline' has no attribute '{name}'")
    return getattr(import_module("plumbline.notebook"), name)
