"""Cuts a compound question into clauses that can be read one by one."""

import re
from collections.abc import Sequence

from plumbline.agent.offline.reading.tokens import Token

_STARTERS = "what|how|which|who|is|are|am|did|do|does|was|were|has|have|when|where|why|should|can|could|would|show|give|tell|list|compare|also|whats"
_JOINT = re.compile(r"^(?:and|but|also|then|plus)$")
_HYPOTHESIS = re.compile(r"\b(?:if|suppose|supposing|assume|assuming|imagine|should|in case|say)\b")
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
    return [tuple(clause) for clause in _trimmed(clauses)][:_MOST_CLAUSES]


def _joins(token: Token, following: list[str], before: list[Token]) -> bool:
    if token.text not in {"and", ",", "but", "also", "plus"} or len(before) < 2 or not following:
        return False
    first = following[1] if following[0] in {"and", "also"} and len(following) > 1 else following[0]
    if not re.fullmatch(_STARTERS, first):
        return False
    # `if apple falls 10 %, what happens` is one thought: the condition belongs to its question.
    text = " ".join(word.text for word in before)
    if token.text == "," and _HYPOTHESIS.match(text):
        return False
    # `how did apple do and is ...`, but not `return of apple and how much`: a question word begins a new one.
    return token.text != "," or first not in {"is", "are", "do", "does", "did", "have", "has", "show", "list"}


def _trimmed(clauses: list[list[Token]]) -> list[list[Token]]:
    kept = []
    for clause in clauses:
        while (
            clause
            and clause[0].text in {",", ".", "and", "also", "but", "then", "plus", ":"}
            and len(clause) > 1
            and clause[0].text != "and"
        ):
            clause = clause[1:]
        while clause and clause[-1].text in {",", "and", "also", ":"}:
            clause = clause[:-1]
        if any(token.is_word or token.value for token in clause):
            kept.append(clause)
    return kept
