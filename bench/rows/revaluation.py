"""Full revaluation of a book of options under scenarios."""

import numpy as np

from bench.floors import revaluation as floor
from bench.peers.option_pricers import quantlib_engine, quantlib_formula, some_valuations, vollib_values
from bench.row import Bar, Row
from bench.synthetic import option_book
from bench.timing import cpu_medians
from plumbline.analytics.option_revaluation import full_revaluation

BAR = Bar("<= 1.5x floor; >= 50x faster than py_vollib and QuantLib", times_floor=1.5, times_peers=50.0)
_SAMPLE = 2_000


def rows() -> list[Row]:
    """1,000 options under 1,000 scenarios; the peers value a sample of the million, which is multiplied up."""
    book, scenarios = option_book(1_000, 1_000)
    took = cpu_medians({"ours": lambda: full_revaluation(book, scenarios), "floor": lambda: floor.changes(book, scenarios)}, repeats=9)
    rate, dividend = float(book.market.rate), float(book.market.dividend_yield)
    sample = some_valuations(book, scenarios, _SAMPLE)
    works = {
        "vollib": lambda: vollib_values(sample, rate, dividend),
        "QuantLib, option and engine": quantlib_engine(sample, rate, dividend),
        "QuantLib, bare formula": lambda: quantlib_formula(sample, rate, dividend),
    }
    scale = 1e6 / _SAMPLE
    peers = {f"{name} ({_SAMPLE:,} of 1,000,000)": ms * scale for name, ms in cpu_medians(works, repeats=3).items()}
    formula = next(ms for name, ms in peers.items() if "formula" in name)
    ours, plain = full_revaluation(book, scenarios), floor.changes(book, scenarios)
    return [
        Row(
            work="full revaluation, 1,000 options x 1,000 scenarios",
            ours_ms=took["ours"],
            floor_ms=took["floor"],
            peers_ms=peers,
            bar=BAR,
            judged=tuple(name for name in peers if "formula" not in name),
            notes=(_note(took, formula),),
            agreed=bool(np.allclose(ours, plain, rtol=1e-9, atol=1e-9 * float(np.abs(plain).max()))),
        )
    ]


def _note(took: dict[str, float], formula: float) -> str:
    return (
        f"the peers are asked to value an option; QuantLib's bare Black formula, called from Python, is {formula / took['ours']:.0f} times "
        f"ours and {formula / took['floor']:.0f} times the floor: against that call the bar of fifty is "
        f"{'' if formula >= 50.0 * took['ours'] else 'not '}met"
    )
