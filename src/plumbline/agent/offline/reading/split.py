"""Cuts a compound question into clauses that can be read one by one."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from collections.abc import Sequence

from plumbline.agent.offline.reading.tokens import Token

_STARTERS = "what|how|which|who|is|are|am|did|do|does|was|were|has|have|when|where|why|should|can|could|would|show|give|tell|list|compare|also|whats"
_JOINTS = {",", ".", "and", "also", "but", "then", "plus", ":"}
_HYPOTHESIS = re.compile(r"\b(?:if|suppose|supposing|assume|assuming|imagine|should|in case|say)\b")
_ASSUMED = re.compile(
    r"^(?:[\w&]+ ){1,5}(?:falls?|drops?|loses?|declines?|crash(?:es)?|tanks?|plunges?|slides?|sinks?|rises?|gains?|rall(?:y|ies)|jumps?|climbs?|surges?|"
    r"doubles?|halves?|halve)\b(?: by| another)?(?: \d| a | half|$)"
)
_EDITED = re.compile(
    r"^(?:(?:and|or|then|now|ok|please|instead) )*(?:liquidate|hold|keep|move|shift|put|raise|sell|buy|add|cut|trim|double|swap|replace|close)\b"
)
MOST_WORDS = 60
"""Of one clause that are read: more is no question, and the patterns take time that grows with the length."""
_MOST_CLAUSES = 4


def split(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return the clauses, at most four: cut at question marks, full stops, semicolons and `and` before a question word."""
    clauses: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        following = [later.text for later in tokens[index + 1 : index + 4]]
        if token.text in {"?", ".", ";", "!"} or _joins(token, following, clauses[-1]):
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [tuple(clause[:MOST_WORDS]) for clause in _trimmed(clauses)][:_MOST_CLAUSES]


def _joins(token: Token, following: list[str], before: list[Token]) -> bool:
    if token.text not in {"and", ",", "but", "also", "plus"} or len(before) < 2 or not following:
        return False
    if following[:2] == ["do", "not"]:
        return False  # `tech at most 30 % and do not sell Apple`: a condition, no question
    first = following[1] if following[0] in {"and", "also"} and len(following) > 1 else following[0]
    if not re.fullmatch(_STARTERS, first):
        return False
    # `if apple falls 10 %, what happens` is one thought: the condition belongs to its question.
    text = " ".join(word.text for word in before)
    if token.text == "," and (_HYPOTHESIS.match(text) or _ASSUMED.search(text) or _EDITED.match(text)):
        return False
    # `how did apple do and is ...`, but not `return of apple and how much`: a question word begins a new one.
    return token.text != "," or first not in {"is", "are", "do", "does", "did", "have", "has", "show", "list"}


def _trimmed(clauses: list[list[Token]]) -> list[list[Token]]:
    trimmed = [_without_joints(clause) for clause in clauses]
    return [clause for clause in trimmed if any(token.is_word or token.value for token in clause)]


def _without_joints(clause: list[Token]) -> list[Token]:
    """`, and what is my beta,` becomes `and what is my beta`: a leading `and` marks a follow-up."""
    start, end = 0, len(clause)
    while start < end - 1 and clause[start].text in _JOINTS - {"and"}:
        start += 1
    while end > start and clause[end - 1].text in _JOINTS:
        end -= 1
    return clause[start:end]
