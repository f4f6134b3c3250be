"""Next questions are taken out of the text, however it is cut into chunks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.agent.suggestions import SuggestionFilter

TEXT = "Beta is 1.1. See [note] and [[this]].\n\n[[suggest: Why?]]\n[[suggest:  How concentrated am I? ]]\n"


def filtered(chunks: list[str]) -> tuple[str, list[str]]:
    taken = SuggestionFilter()
    text = "".join([taken.feed(chunk) for chunk in chunks]) + taken.finish()
    return text, taken.suggestions


@given(st.lists(st.integers(min_value=0, max_value=len(TEXT)), max_size=12))
def test_any_cut_gives_the_same(cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(TEXT)]
    chunks = [TEXT[start:end] for start, end in pairwise(bounds)]
    assert filtered(chunks) == ("Beta is 1.1. See [note] and [[this]].", ["Why?", "How concentrated am I?"])


@given(st.text(alphabet="ab[]: \nsugest", max_size=60))
def test_what_is_no_suggestion_is_printed_as_it_is(text: str) -> None:
    if "[[suggest:" not in text and not text.rstrip().endswith("["):
        assert filtered(list(text))[0] == text.rstrip()


@pytest.mark.parametrize(
    ("text", "printed", "suggestions"),
    [
        ("Yes.\n[[suggest: cut o", "Yes.", []),
        ("Yes. [[suggest:]] No.", "Yes.  No.", []),
        ("[[suggest: A?]][[suggest: A?]]", "", ["A?"]),
        ("".join(f"[[suggest: {number}?]]" for number in range(9)), "", [f"{number}?" for number in range(5)]),
        ("[[suggest: " + "x" * 300 + "]]", "[[suggest: " + "x" * 300 + "]]", []),
    ],
)
def test_edges(text: str, printed: str, suggestions: list[str]) -> None:
    assert filtered([text]) == (printed, suggestions)
