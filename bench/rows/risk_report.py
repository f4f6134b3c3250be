"""The risk report of one portfolio."""

from bench.floors import risk_report as floor
from bench.ours.risk_report import agrees, report
from bench.peers.risk_summary import BARE, peer_works
from bench.row import Bar, Row
from bench.synthetic import market
from bench.timing import cpu_medians, cpu_once

BAR = Bar("<= 3x floor; >= 10x faster than the fastest peer on its share (pandas series)", times_floor=3.0, times_peers=10.0)


def rows() -> list[Row]:
    """1,000 names over 2,520 days."""
    data = market(1_000)
    works = {"ours": lambda: report(data), "floor": lambda: floor.figures(data.returns, data.benchmark, data.weights)}
    took = cpu_medians(works, repeats=15)
    peers = {
        name: cpu_medians({"peer": work}, repeats=3)["peer"] if "empyrical" in name else cpu_once(work)
        for name, work in peer_works(data).items()
    }
    return [
        Row(
            work="risk report v1 (its arithmetic), 1,000 names x 2,520 days",
            ours_ms=took["ours"],
            floor_ms=took["floor"],
            peers_ms=peers,
            bar=BAR,
            judged=tuple(name for name in peers if name != BARE),
            agreed=agrees(data),
            notes=(_note(took, peers[BARE]),),
        )
    ]


def _note(took: dict[str, float], bare: float) -> str:
    return (
        "the peers get pandas series, as they document it; empyrical also takes bare arrays, and is then "
        f"{bare / took['ours']:.1f} times ours and {bare / took['floor']:.1f} times the floor: against that use the bar of ten is "
        f"{'' if bare >= 10.0 * took['ours'] else 'not '}met"
    )
