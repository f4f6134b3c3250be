"""The one chance a model gets to say a sentence again whose figures no fact supports."""

import re
from collections.abc import Sequence

from plumbline.facts.release import Sentence

_NUMBERED = re.compile(r"^\s*(\d+)\s*[:.)]\s*(.*)$")


def restate_prompt(sentences: Sequence[Sentence]) -> str:
    """Ask for the sentences again, by number."""
    lines = [
        f"{number}: {sentence.source.strip()}  (not supported: {', '.join(problem.text for problem in sentence.problems)})"
        for number, sentence in enumerate(sentences, start=1)
    ]
    return (
        "These sentences of your answer hold figures that no fact of this run supports:\n"
        + "\n".join(lines)
        + "\n\nSay each one again on a line of its own, as `NUMBER: sentence`, with every figure written as the marker of its fact, "
        "such as {{f12}}. Derive a figure that is missing with the calculate tool. When a sentence can not be supported, "
        "say it without the figure, or leave its line out. Write nothing else."
    )


def restated_sentences(reply: str, sentences: Sequence[Sentence]) -> dict[str, str]:
    """The restated sentences by the text of the original."""
    found: dict[str, str] = {}
    for line in reply.splitlines():
        match = _NUMBERED.match(line)
        if match and 1 <= int(match[1]) <= len(sentences):
            found[sentences[int(match[1]) - 1].text] = _as_line(match[2], sentences[int(match[1]) - 1])
    return found


def _as_line(text: str, original: Sentence) -> str:
    """Keep the bullet of the original: a restated line of a list stays in the list."""
    bullet = re.match(r"\s*(?:[-*•]|\d+[.)])\s+", original.source)
    return text if bullet is None or text.lstrip().startswith(("-", "*", "•")) else bullet[0] + text
