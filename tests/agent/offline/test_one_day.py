"""One day is a period too: the worst day of a year and the return on that day are one figure, of the same holdings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.questions.demo import Demo, opened_demo


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with opened_demo(tmp_path) as opened:
        yield opened


async def test_the_worst_day_and_the_return_on_that_day_are_one_figure(demo: Demo) -> None:
    worst = await demo.ask("G", "What was my worst day in 2020?")
    day = await demo.ask("G", "What was the return on 2020-03-16?")
    assert day.citations[0].value == pytest.approx(worst.citations[0].value, abs=1e-12)
    assert "Growth lost 12.2% on 2020-03-16." in day.text
    assert "Not yet held" not in day.text


async def test_the_day_and_the_month_around_it_speak_of_the_same_holdings(demo: Demo) -> None:
    day = await demo.ask("G", "return on 2022-09-13")
    assert day.citations[0].period == "2022-09-13/2022-09-13"
    assert day.citations[0].value == pytest.approx(-0.0494, abs=5e-5)  # with cash; the lots of the day alone lost 5.1 %
