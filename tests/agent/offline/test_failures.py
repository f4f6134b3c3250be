"""Errors of tools as sentences of an answer."""

import pytest

from plumbline.agent.offline.phrases import plain


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Growth does not hold KO. Expected a shock of something that is held.", "Growth does not hold KO."),
        ("Expected a benchmark, found none in the loaded market.", "This needs a benchmark, but there is none in the loaded market."),
        ("Expected a day up to 2022-12-28, found 2023-01-05. Choose an earlier day.",
         "This needs a day up to 2022-12-28, but there is 2023-01-05. Choose an earlier day."),
        ("No prices.", "No prices."),
    ],
)  # fmt: skip
def test_an_error_reads_as_a_sentence(message: str, said: str) -> None:
    assert plain(message) == said
