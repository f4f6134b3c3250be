"""An answer in the making: one leading sentence, what carries it, caveats in one line, next questions."""

import re
from dataclasses import dataclass, field

from plumbline.agent.offline.phrases import capital

_MOST_BULLETS = 5
_MOST_SUGGESTIONS = 3
_MOSTLY = 0.75
_NAME = re.compile(r"\b[A-Z][A-Z.]*\b|\d+")


@dataclass
class Answer:
    """`table` rows are cells of Markdown, the header first; the second header row is made here."""

    lead: str
    bullets: list[str] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    def body(self, most_bullets: int = _MOST_BULLETS) -> str:
        """Everything but the suggestions."""
        parts = [
            self.lead,
            self._table(),
            "\n".join(f"- {bullet}" for bullet in self.bullets[:most_bullets]),
            " ".join(self.after),
            self._caveats(),
        ]
        return "\n\n".join(part for part in parts if part)

    def _table(self) -> str:
        if not self.table:
            return ""
        header, *rows = self.table
        rule = ["---" if position == 0 else "---:" for position in range(len(header))]
        return "\n".join("| " + " | ".join(cells) + " |" for cells in (header, rule, *rows))

    def _caveats(self) -> str:
        caveats = _distinct([caveat.strip().rstrip(".") for caveat in self.caveats if caveat], self.lead)
        return f"*{'. '.join(capital(caveat) for caveat in caveats)}.*" if caveats else ""


def _distinct(caveats: list[str], lead: str) -> list[str]:
    """Without those that say again, in other words, what another one or the answer itself says."""
    kept: list[str] = []
    for caveat in sorted(dict.fromkeys(caveats), key=len, reverse=True):
        if not any(_says(other, caveat) for other in [*kept, lead]):
            kept.append(caveat)
    return [caveat for caveat in dict.fromkeys(caveats) if caveat in kept]


def _says(text: str, caveat: str) -> bool:
    """Whether most of the longer words of the caveat, and all of its names, are in the text."""
    words, other = _stems(caveat), _stems(text)
    names, others = set(_NAME.findall(caveat)), set(_NAME.findall(text))
    return bool(words) and names <= others and len(words & other) >= _MOSTLY * len(words)


def _stems(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"[a-z]{4,}", text.lower())}


def joined(answers: list[Answer]) -> str:
    """The text of all answers, which share the bullets of one, then the suggestions of all, each once."""
    body = "\n\n".join(answer.body(_MOST_BULLETS // max(len(answers), 1) or 1) for answer in answers)
    suggestions = list(dict.fromkeys(suggestion for answer in answers for suggestion in answer.suggestions))[:_MOST_SUGGESTIONS]
    return body + ("\n\n" + "\n".join(f"[[suggest: {suggestion}]]" for suggestion in suggestions) if suggestions else "")
