"""`this holding`: what is selected on the person's page."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import replace

from plumbline.agent.offline.reading.frame import Frame, Intent, Subjects
from plumbline.agent.offline.reading.pointing import for_subjects
from plumbline.agent.offline.reading.shocks import OF_IT
from plumbline.market_data.market import MarketView
from plumbline.query.schemas import Ask

_THIS = re.compile(
    r"\b(?:this|that|the selected|selected|here)(?: (?:one|holding|position|stock|name|company|symbol|share|option|bar|thing|etf|fund|sector))?\b(?! (?:year|month|quarter|week|day|morning|portfolio|account|book|period))|\bit\b|\bits\b"
)


def with_selection(frame: Frame, selection: str | None, view: MarketView) -> Frame:
    """Return the frame about the selection of the page, when it points at something and names nothing."""
    subjects = frame.subjects
    if not selection or subjects.named or subjects.portfolios or subjects.all_portfolios or not _THIS.search(frame.text):
        return frame
    instrument = view.market.index.by_symbol(selection.strip())
    if frame.intent is Intent.DRIVERS:
        frame = replace(frame, intent=Intent.FIGURES, asks=frame.asks or (Ask(measure="risk_contribution"),))
    intent = Intent.OVERVIEW if frame.intent is Intent.UNCLEAR else frame.intent
    if instrument is not None:
        return _about(replace(frame, intent=intent), replace(subjects, symbols=(instrument.symbol,)))
    sectors = {one.sector for one in view.market.instruments.values() if one.sector}
    sector = next((name for name in sectors if name.lower() == selection.strip().lower()), None)
    intent = Intent.FIGURES if frame.intent is Intent.UNCLEAR else frame.intent
    return _about(replace(frame, intent=intent), replace(subjects, sectors=(sector,), by_sector=False)) if sector else frame


def _about(frame: Frame, subjects: Subjects) -> Frame:
    """The frame about the selection: its measures, and what is assumed to move."""
    shocks = frame.shocks
    if OF_IT in frame.notes:
        moved = {"symbols": subjects.symbols, "sectors": subjects.sectors, "market": False}
        shocks = tuple(shock.model_copy(update=moved) for shock in shocks)
    notes = tuple(note for note in frame.notes if note != OF_IT)
    return replace(frame, subjects=subjects, shocks=shocks, notes=notes, asks=for_subjects(frame.asks, subjects))
