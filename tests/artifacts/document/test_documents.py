"""Documents hold every figure of their boards, say what is missing, and take no name for a command."""

import io
import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pypdf
import pytest
from tests.artifacts.document.documents import DAY, HOSTILE, board_of, document_of, every_slot, fact

from plumbline.artifacts.document import pdf
from plumbline.artifacts.document.contents import ChartBlock, Document
from plumbline.artifacts.document.html import render_html
from plumbline.artifacts.document.pdf import Paper, render_pdf
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    HeatMapSlot,
    LimitRow,
    LimitsSlot,
    Metric,
    MetricsSlot,
    NoteSlot,
    ParetoBar,
    ParetoSlot,
    ScatterPoint,
    ScatterSlot,
    SeriesLine,
    SeriesSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.errors import CalculationFailed
from plumbline.facts.formatting import format_fact
from plumbline.portfolios.results import LimitStatus

BOTH = ("html", "pdf")


class _Words(HTMLParser):
    """The text of a page and its elements, as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags, self.links, self.ids = "", set[str](), set[str](), list[str]()
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._hidden = tag == "style"
        given = dict(attrs)
        if given.get("href"):
            self.links.add(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else f" {data}"


def page(document: Document) -> _Words:
    words = _Words()
    words.feed(render_html(document))
    return words


def pdf_text(content: bytes) -> str:
    return " ".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(content)).pages)


def text_of(document: Document, kind: str) -> str:
    text = page(document).text if kind == "html" else pdf_text(render_pdf(document, facts=True))
    return " ".join(text.split())


def drawings(document: Document) -> list[str]:
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, ChartBlock)]
    return [drawing for chart in charts for drawing in (chart.wide, chart.narrow) if drawing]


@pytest.mark.parametrize("kind", BOTH)
def test_every_figure_is_printed_with_its_fact(kind: str) -> None:
    board = every_slot()
    text = text_of(document_of(board), kind)
    for item in board.facts.values():
        assert format_fact(item) in text
        assert item.id in text
    for words in ("Growth", "2022-12-28", "USD", "S&P 500", "2023-01-09", "risk_report version 1", "input abc123", "close"):
        assert words in text


def test_paper_for_a_client_names_the_input_and_leaves_the_list_of_facts_out() -> None:
    text = pdf_text(render_pdf(document_of(every_slot())))
    assert "input abc123" in text
    assert "The fact behind each figure" not in text


def test_every_link_of_the_page_leads_somewhere() -> None:
    words = page(document_of(every_slot(), every_slot("Microsoft")))
    targets = {f"#{name}" for name in words.ids}
    assert {link for link in words.links if link.startswith("#fact-")} >= {"#fact-1.f1", "#fact-2.f13"}
    assert words.links <= targets
    assert len(words.ids) == len(set(words.ids))


def test_the_page_asks_for_nothing() -> None:
    html = render_html(document_of(every_slot()))
    words = page(document_of(every_slot()))
    assert words.tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"url\(|@import|src=", html)
    assert set(re.findall(r"https?://[^\"'\s<]+", html)) <= {"http://www.w3.org/2000/svg"} | set(
        re.findall(r"https?://[^\"'\s<]+", words.text)
    )


def test_drawings_are_well_formed() -> None:
    found = drawings(document_of(every_slot(HOSTILE, title=HOSTILE), every_slot("\x00\x1b[31m\ud800 \u202e漢字 🎉", title="\x08")))
    assert len(found) > 8
    for drawing in found:
        root = ET.fromstring(drawing)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert "nan" not in drawing
        assert "inf" not in drawing


@pytest.mark.parametrize("kind", BOTH)
def test_a_name_is_never_a_command(kind: str) -> None:
    document = document_of(every_slot(HOSTILE, title=HOSTILE))
    text = text_of(document, kind)
    assert "<script>alert(1)</script>" in text
    assert '#panic("!")' in text
    assert "{{7*7}}" in text
    assert "49" not in text.replace("2149", "")
    assert "script" not in page(document).tags


def test_a_name_that_no_font_of_ours_has() -> None:
    content = render_pdf(document_of(every_slot("漢字 \u0001\u202e")))
    assert pypdf.PdfReader(io.BytesIO(content)).pages


@pytest.mark.parametrize("kind", BOTH)
def test_a_missing_figure_says_why(kind: str) -> None:
    gone = fact(1, "beta", None, reason="Fewer than 60 shared sessions.")
    slots: list[AnySlot] = [
        MetricsSlot(title="Now", metrics=(Metric(label="Beta", fact=gone.id),)),
        BarsSlot(title="Bars", series=("Beta",), rows=(BarRow(id="a", label="Apple", facts=(gone.id,)),)),
        TableSlot(title="Table", columns=("Beta",), rows=(TableRow(id="a", label="Apple", facts=(gone.id,)),)),
    ]
    text = text_of(document_of(board_of(slots, [gone])), kind)
    assert text.count("n/a") >= 3
    assert text.count("Fewer than 60 shared sessions.") >= 3


@pytest.mark.parametrize("kind", BOTH)
def test_an_empty_board_is_a_document(kind: str) -> None:
    text = text_of(document_of(board_of([NoteSlot(text="Nothing is held.")], [])), kind)
    assert "Nothing is held." in text
    assert "How these figures are defined" not in text


@pytest.mark.parametrize("kind", BOTH)
def test_slots_with_nothing_to_draw(kind: str) -> None:
    slots: list[AnySlot] = [
        SeriesSlot(title="No days", unit="fraction", dates=(), lines=()),
        SeriesSlot(title="No values", unit="fraction", dates=(DAY,), lines=(SeriesLine(name="a", values=(None,)),)),
        SeriesSlot(title="One value", unit="money", dates=(DAY,), lines=(SeriesLine(name="a", values=(3.0,)),)),
        TableSlot(title="No rows", columns=("A", "B"), rows=()),
        BarsSlot(title="No bars", series=("A",), rows=()),
        ParetoSlot(title="No shares", bars=()),
    ]
    text = text_of(document_of(board_of(slots, [])), kind)
    for slot in slots:
        assert slot.title in text


@pytest.mark.parametrize("kind", BOTH)
def test_many_holdings_are_cut_with_a_word(kind: str) -> None:
    facts = [fact(number, "weight", 1 / (number + 1)) for number in range(1, 501)]
    rows = tuple(TableRow(id=item.id, label=f"Holding {item.id}", facts=(item.id,)) for item in facts)
    bars = tuple(ParetoBar(id=item.id, label=f"Holding {item.id}", fact=item.id) for item in facts)
    board = board_of([ParetoSlot(title="Shares", bars=bars), TableSlot(title="All", columns=("Weight",), rows=rows)], facts)
    text = text_of(document_of(board), kind)
    assert "And 440 more rows" in text
    assert "And 470 more rows" in text
    assert "Holding f60 " in text
    assert "Holding f61" not in text


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = document_of(every_slot()), document_of(every_slot())
    assert render_html(first) == render_html(second)
    assert render_pdf(first) == render_pdf(second)


def test_the_pdf_is_tagged_and_speaks_english() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(document_of(every_slot()), paper=Paper.LETTER)))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Risk of Apple, 2022-12-28"
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [612, 792]
    assert "pdfuaid:part" in reader.stream.getvalue().decode("latin1")
    for number, part in enumerate(reader.pages, start=1):
        assert f"Page {number} of {len(reader.pages)}" in " ".join(part.extract_text().split())


def test_a_typesetter_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_LONGEST", 0.001)
    with pytest.raises(CalculationFailed, match="fewer reports"):
        render_pdf(document_of(every_slot()))


def test_large_matrices_and_many_limits_are_cut_with_a_word() -> None:
    value = fact(1, "correlation", 0.5)
    names = tuple(f"N{place}" for place in range(70))
    limits = tuple(LimitRow(label=name, status=LimitStatus.OK, fact=value.id, level=value.id, headroom=value.id) for name in names)
    point = ScatterPoint(label="p", x=value.id, y=value.id)
    slots: list[AnySlot] = [
        HeatMapSlot(title="Map", rows=names, columns=names, cells=((value.id,) * 70,) * 70),
        LimitsSlot(title="Limits", rows=limits),
        ScatterSlot(title="Cloud", x_label="x", y_label="y", line=(), marks=(point,) * 70),
    ]
    text = text_of(document_of(board_of(slots, [value])), "html")
    for words in ("And 30 more rows", "And 30 more columns", "And 10 more limits", "And 10 more points"):
        assert words in text
