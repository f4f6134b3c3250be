"""Takes `[[suggest: ...]]` out of the text as it streams: next questions are sent as events, never printed."""

from collections.abc import Iterator

OPENING = "[[suggest:"
_CLOSING = "]]"
_LONGEST = 240
_MOST = 5


class SuggestionFilter:
    """Feed chunks of any size; what comes back is text to print. White space waits until something follows it."""

    def __init__(self) -> None:
        self.suggestions: list[str] = []
        self._waiting = ""
        self._space = ""

    def feed(self, chunk: str) -> str:
        """Return the printable part of what was fed so far and not yet returned."""
        self._waiting += chunk
        return "".join(self._spaced(piece) for piece in self._pieces())

    def finish(self) -> str:
        """Return what is left; an unfinished suggestion and white space at the very end are dropped."""
        rest, self._waiting = self._waiting, ""
        return "" if rest.startswith(OPENING) else self._spaced(rest)

    def _pieces(self) -> Iterator[str]:
        while self._waiting:
            start = self._waiting.find("[")
            if start:
                end = len(self._waiting) if start < 0 else start
                yield self._take(end)
            elif self._waiting.startswith(OPENING) and len(self._waiting) <= _LONGEST + len(OPENING):
                if not self._collected():
                    return
            elif OPENING.startswith(self._waiting):
                return
            else:
                yield self._take(1)

    def _collected(self) -> bool:
        end = self._waiting.find(_CLOSING)
        if end < 0:
            return False
        suggestion = self._take(end + len(_CLOSING))[len(OPENING) : -len(_CLOSING)].strip()
        if suggestion and len(self.suggestions) < _MOST and suggestion not in self.suggestions:
            self.suggestions.append(suggestion)
        return True

    def _take(self, length: int) -> str:
        taken, self._waiting = self._waiting[:length], self._waiting[length:]
        return taken

    def _spaced(self, text: str) -> str:
        body = text.rstrip()
        if not body:
            self._space += text
            return ""
        printed = self._space + body
        self._space = text[len(body) :]
        return printed
