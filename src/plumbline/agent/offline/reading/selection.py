"""`this holding`: what is selected on the person's page."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import replace

from plumbline.agent.offline.reading.frame import Frame, Intent
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
        return replace(frame, intent=intent, subjects=replace(subjects, symbols=(instrument.symbol,)))
    sectors = {one.sector for one in view.market.instruments.values() if one.sector}
    sector = next((name for name in sectors if name.lower() == selection.strip().lower()), None)
    intent = Intent.FIGURES if frame.intent is Intent.UNCLEAR else frame.intent
    return replace(frame, intent=intent, subjects=replace(subjects, sectors=(sector,))) if sector else frame
