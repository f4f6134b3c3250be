"""What is said when figures can not be had: the reason, and what can be asked instead."""

# ruff: noqa: E501 (sentences are read in one piece)

from plumbline.agent.offline.phrases import listed, plain
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.writing import Writing


def failed(writing: Writing) -> Answer:
    """The first call failed: its message says why."""
    reason = plain(writing.failure or "The calculation gave no result.")
    return Answer(lead=reason, suggestions=["What is my portfolio worth?", "What is driving my risk?"])


def unknown_symbol(writing: Writing) -> Answer:
    """A name that the loaded market does not have."""
    name = writing.frame.unknown[0]
    market = writing.situation.view.market
    near = market.index.suggestions(name)
    hint = f" Did you mean {' or '.join(f'{one.symbol} ({one.name})' for one in near[:2])}?" if near else ""
    held = sorted(symbol for symbol in writing.situation.held(writing.frame) if symbol in market.instruments)[:6]
    example = held[0] if held else next(iter(market.symbols), "a symbol")
    owns = f" {writing.name} holds, among others, {listed(held)}." if held else ""
    return Answer(
        lead=f"**{name} is not in the loaded market data**, so I have no price, return or risk figure for it.{hint}",
        after=[f"A provider that has it can be added in the settings.{owns}"],
        suggestions=[f"How did {example} do this year?", "What are my largest holdings?"],
    )


def no_portfolio(_writing: Writing) -> Answer:
    """Nothing to look at yet."""
    return Answer(
        lead="You have no portfolio yet, so there is nothing to calculate from: import a file on the Import page, or with `plumbline import FILE`.",
        suggestions=["How did the S&P 500 do this year?", "What can you do?"],
    )


def no_tool(writing: Writing) -> Answer:
    """The report that is asked for is not offered to this person."""
    return Answer(
        lead=f"I can not open that report here ({writing.task.label}).", suggestions=["What is driving my risk?", "What can you do?"]
    )
