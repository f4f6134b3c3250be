"""What-if: one edit of a weight and all figures of the new state."""

from itertools import count

import numpy as np

from bench.floors import what_if as floor
from bench.peers.risk_summary import skfolio_summary
from bench.row import Bar, Row
from bench.synthetic import market
from bench.timing import cpu_medians, cpu_once
from plumbline.analytics.what_if import Universe, WhatIf

BAR = Bar("<= 3x floor; >= 5,000x faster than skfolio's rebuild", times_floor=3.0, times_peers=5_000.0)
_PEER = "skfolio rebuild"
_LONG = 500
"""Names up to which skfolio rebuilds in seconds; its contributions grow with the square of the names."""


def rows() -> list[Row]:
    """500 and 2,000 names over 2,520 days."""
    return [_row(500), _row(2_000)]


def _row(n_names: int) -> Row:
    data = market(n_names)
    session = WhatIf(Universe(returns=data.returns, benchmark=data.benchmark, loadings=data.loadings), data.weights)
    state = floor.kept(data.returns, data.loadings, data.weights)
    turns = {"ours": count(), "floor": count()}

    def ours() -> object:
        turn = next(turns["ours"])
        session.set_weight(turn % n_names, 0.001 * (turn % 7))
        return session.figures()

    def plain() -> object:
        nonlocal state
        turn = next(turns["floor"])
        state, figures = floor.edit(state, turn % n_names, 0.001 * (turn % 7))
        return figures

    took = cpu_medians({"ours": ours, "floor": plain}, repeats=9, inner=300)
    agreed = _agreed(session, state)
    peer, note = _skfolio(n_names)
    return Row(
        work=f"what-if edit, {n_names:,} names x 2,520 days",
        ours_ms=took["ours"],
        floor_ms=took["floor"],
        peers_ms={peer: note},
        bar=BAR,
        judged=(peer,),
        agreed=agreed,
    )


def _agreed(session: WhatIf, state: floor.Kept) -> bool:
    """Both have made the same edits, so that one more without a change gives the same figures."""
    _, plain = floor.edit(state, 0, float(state.weights[0]))
    ours = session.figures()
    return bool(
        np.allclose(ours.volatilities, plain.contributions, rtol=1e-8, atol=1e-14)
        and np.isclose(ours.value_at_risk, plain.value_at_risk, rtol=1e-9)
        and np.isclose(ours.expected_shortfall, plain.expected_shortfall, rtol=1e-9)
    )


def _skfolio(n_names: int) -> tuple[str, float]:
    data = market(min(n_names, _LONG))
    took = cpu_once(lambda: skfolio_summary(data.returns, data.weights))
    if n_names <= _LONG:
        return _PEER, took
    return f"{_PEER} (measured at {_LONG}, times {n_names // _LONG}: at least)", took * (n_names / _LONG)
