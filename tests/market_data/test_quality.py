from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import NO_PRICE, market_of, wobble

from plumbline.market_data.findings import Finding, FindingCode, Severity
from plumbline.market_data.moves import one_day_moves, recent_scale, reversed_spikes
from plumbline.market_data.quality import MOST_PER_SYMBOL, split_ratio


def findings_of(prices: Sequence[float], code: FindingCode) -> list[Finding]:
    market = market_of({"A": prices, "QUIET": wobble(len(prices), seed=5)})
    assert not [finding for finding in market.findings if finding.symbol == "QUIET"]
    return [finding for finding in market.findings if finding.code is code]


def test_quiet_prices_have_no_findings() -> None:
    assert market_of({"A": wobble(300)}).findings == ()


@pytest.mark.parametrize("factor", [0.505, 2.0, 1.16, 0.84])
def test_a_print_that_leaps_and_returns_is_marked(factor: float) -> None:
    prices = wobble(100)
    prices[60] = prices[59] * factor
    prices[61:] *= prices[59] * 1.002 / prices[61]
    market = market_of({"A": prices})
    (finding,) = market.findings
    assert (finding.code, finding.severity, finding.marked) == (FindingCode.BAD_PRINT, Severity.ERROR, True)
    assert finding.value == pytest.approx(factor - 1.0)
    assert np.isnan(market.close[60, 0])
    assert market.raw_close[60, 0] == prices[60]
    assert np.array_equal(np.delete(market.close, 60), np.delete(prices, 60))


def test_a_bad_print_is_known_one_session_later() -> None:
    prices = wobble(100)
    prices[60] = prices[59] / 2
    prices[61:] *= prices[59] / prices[61]
    market = market_of({"A": prices})
    on, after = (market.sessions[row].item() for row in (60, 61))
    assert market.as_of(on).last_price("A").price == prices[60]
    assert [finding.code for finding in market.as_of(on).findings()] == [FindingCode.SUSPECTED_SPLIT]
    assert market.as_of(after).previous_price("A").on < on
    assert [finding.code for finding in market.as_of(after).findings()] == [FindingCode.BAD_PRINT]


def test_a_crash_that_stays_is_never_marked() -> None:
    prices = wobble(100)
    prices[60:] *= 0.44
    market = market_of({"A": prices})
    assert np.array_equal(market.close[:, 0], prices)
    (finding,) = market.findings
    assert (finding.code, finding.severity, finding.marked, finding.on) == (
        FindingCode.PRICE_JUMP,
        Severity.WARNING,
        False,
        market.sessions[60].item(),
    )


def test_a_crash_that_half_recovers_is_never_marked() -> None:
    prices = wobble(100)
    prices[60] *= 0.7
    prices[61:] *= 0.85
    assert findings_of(prices, FindingCode.BAD_PRINT) == []


def test_wild_times_are_not_bad_data() -> None:
    """Thirty percent down and back is in character for a stock that moves six percent a day."""
    prices = 100.0 * np.exp(np.cumsum(np.random.default_rng(1).normal(0.0, 0.06, 200)))
    prices[120] = prices[119] * 0.7
    prices[121:] *= prices[119] / prices[121]
    market = market_of({"A": prices})
    assert not any(finding.marked for finding in market.findings)


def test_a_seesaw_marks_the_strange_level_only() -> None:
    prices = wobble(100)
    level = prices[59]
    prices[60:64] = [level * 2, level, level * 2, level]
    prices[64:] *= level / prices[64]
    market = market_of({"A": prices})
    assert [mark.row for mark in market.marks] == [60, 62]


@pytest.mark.parametrize("price", [0.0, -3.5])
def test_prices_that_are_not_positive_are_marked(price: float) -> None:
    prices = wobble(30)
    prices[10] = price
    market = market_of({"A": prices})
    (finding,) = market.findings
    assert (finding.code, finding.marked) == (FindingCode.NON_POSITIVE, True)
    assert np.isnan(market.close[10, 0])


@pytest.mark.parametrize(("factor", "ratio"), [(0.5, "2:1"), (1 / 3, "3:1"), (10.1, "1:10"), (0.0501, "20:1")])
def test_unadjusted_splits(factor: float, ratio: str) -> None:
    prices = wobble(100)
    prices[50:] *= factor * prices[49] / prices[50]
    (finding,) = findings_of(prices, FindingCode.SUSPECTED_SPLIT)
    assert f"close to a {ratio} split" in finding.message
    assert not finding.marked


def test_ratios_that_are_no_split() -> None:
    assert [split_ratio(ratio) for ratio in (0.67, 1.5, 0.44, 0.482, 1.52)] == [None] * 5


def test_gaps_and_dead_ends() -> None:
    prices = wobble(60)
    prices[:5] = prices[20:23] = prices[30] = prices[50:] = NO_PRICE
    market = market_of({"A": prices, "B": wobble(60)})
    gaps = [finding for finding in market.findings if finding.code is FindingCode.GAP]
    assert [(gap.on, gap.until, gap.value) for gap in gaps] == [
        (market.sessions[20].item(), market.sessions[22].item(), 3.0),
        (market.sessions[30].item(), market.sessions[30].item(), 1.0),
    ]
    (end,) = [finding for finding in market.findings if finding.code is FindingCode.STALE_END]
    assert (end.on, end.value, end.severity) == (market.sessions[49].item(), 10.0, Severity.WARNING)


def test_days_missing_in_the_whole_file_are_gaps() -> None:
    prices = wobble(30)
    prices[12] = NO_PRICE
    (gap,) = market_of({"A": prices}).findings
    assert gap.code is FindingCode.GAP


def test_prices_that_stand_still() -> None:
    prices = wobble(60)
    prices[20:32] = prices[20]
    prices[40:49] = prices[40]  # nine: not yet
    (run,) = findings_of(prices, FindingCode.STALE_RUN)
    assert (run.value, run.severity) == (12.0, Severity.INFO)
    assert run.on == date(2020, 1, 31)


def test_a_broken_file_does_not_bury_everything() -> None:
    prices = wobble(400)
    prices[::4] = NO_PRICE
    gaps = findings_of(prices, FindingCode.GAP)
    assert len(gaps) == MOST_PER_SYMBOL + 1
    assert any("74 more findings" in finding.message for finding in gaps)


def test_jumps_of_a_newcomer_are_reported() -> None:
    """Too little history to say what is usual: better one finding too many."""
    prices = wobble(10)
    prices[3:] *= 0.6
    (jump,) = findings_of(prices, FindingCode.PRICE_JUMP)
    assert jump.value == pytest.approx(-0.4, abs=0.03)


def test_moves_reach_over_gaps() -> None:
    moves = one_day_moves(np.array([[10.0], [NO_PRICE], [11.0], [12.1]]))
    assert moves[2:, 0] == pytest.approx([0.1, 0.1])
    assert np.isnan(moves[:2]).all()


def test_scale_is_the_root_mean_square_of_the_past() -> None:
    moves = np.full((100, 1), 0.02)
    moves[1::2] *= -1
    moves[70] = 0.9  # counts as 20 %
    scale = recent_scale(moves)[:, 0]
    assert np.isnan(scale[:20]).all()
    assert scale[20:71] == pytest.approx(0.02)
    assert scale[71] == pytest.approx(np.sqrt((62 * 0.02**2 + 0.2**2) / 63))


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_too_few_prices_for_a_spike(rows: int) -> None:
    assert reversed_spikes(np.ones((rows, 2))) == ()
