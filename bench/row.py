"""One row of the table: what was done, how long we, the floor and the peers took, and the bar."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Bar:
    """How many times the floor we may take, and how many times faster than each named peer we must be."""

    text: str
    times_floor: float | None = None
    times_peers: float | None = None


@dataclass(frozen=True)
class Row:
    """Milliseconds of processor time. `judged` are the peers the bar speaks of; `agreed` says the figures are the same."""

    work: str
    ours_ms: float
    floor_ms: float | None
    peers_ms: dict[str, float]
    bar: Bar
    judged: tuple[str, ...] = ()
    agreed: bool = True
    notes: tuple[str, ...] = field(default=())

    @property
    def met(self) -> bool:
        """Whether every part of the bar holds."""
        floor = self.bar.times_floor is None or self.floor_ms is None or self.ours_ms <= self.bar.times_floor * self.floor_ms
        peers = self.bar.times_peers is None or all(self.peers_ms[name] >= self.bar.times_peers * self.ours_ms for name in self.judged)
        return floor and peers and self.agreed

    def document(self) -> dict[str, object]:
        """The row as it is written to the results file."""
        kept = asdict(self)
        figures = {key: kept[key] for key in ("work", "ours_ms", "floor_ms", "peers_ms")}
        return {**figures, "bar": self.bar.text, "met": self.met}
