"""Small markets with known faults, and the sample market cut off in the file rather than by a view."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from plumbline.market_data.assemble import assemble
from plumbline.market_data.calendar import sessions_between
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.market import Market
from plumbline.market_data.provider import ProviderData

START = date(2020, 1, 2)
NO_PRICE = float("nan")


class MemoryProvider:
    def __init__(self, data: ProviderData, key: str = "memory") -> None:
        self.data = data
        self.key = key
        self.name = key.title()
        self.attribution = f"Made by the test {key}."

    def load(self) -> ProviderData:
        return self.data


def sessions(number: int, start: date = START) -> np.ndarray:
    return sessions_between(start, date(2022, 12, 28))[:number]


def provider_data(closes: Mapping[str, Sequence[float]], start: date = START) -> ProviderData:
    length = len(next(iter(closes.values())))
    return ProviderData(
        sessions=sessions(length, start),
        symbols=tuple(closes),
        close=np.column_stack([np.asarray(series, dtype=float) for series in closes.values()]),
        instruments=tuple(Instrument(symbol=symbol, name=f"{symbol} Corporation") for symbol in closes),
    )


def market_of(closes: Mapping[str, Sequence[float]], start: date = START) -> Market:
    return assemble([(provider := MemoryProvider(provider_data(closes, start)), provider.load())])


def cut_in_the_source(data: ProviderData, last: date, key: str = "memory") -> Market:
    """The market of someone whose file ends on `last`: the truth that a view has to reproduce."""
    kept = int(np.searchsorted(data.sessions, np.datetime64(last), side="right"))
    cut = replace(
        data,
        sessions=data.sessions[:kept],
        close=data.close[:kept],
        fundamentals=tuple(figure for figure in data.fundamentals if figure.known_on <= last),
    )
    return assemble([(MemoryProvider(cut, key), cut)])


def wobble(number: int, level: float = 100.0, seed: int = 7) -> np.ndarray:
    """Quiet prices: one percent a day, never a finding."""
    return level * np.exp(np.cumsum(np.random.default_rng(seed).normal(0.0, 0.01, number)))
