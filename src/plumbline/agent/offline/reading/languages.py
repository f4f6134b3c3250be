"""Recognizes a question in another language by its small words: the offline analyst reads English only."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

from collections.abc import Sequence

_MARKERS: dict[str, frozenset[str]] = {
    "de": frozenset(["wie", "was", "ist", "sind", "mein", "meine", "meinem", "meiner", "der", "die", "das", "und", "nicht", "wieviel", "viel", "warum", "welche", "welcher", "ich", "habe", "hat", "für", "mit", "von", "auf", "im", "zum", "dieses", "jahr", "letztes", "jahr", "risiko", "depot", "größte", "größten", "ein", "eine"]),
    "fr": frozenset(["quel", "quelle", "quels", "quelles", "est", "sont", "mon", "ma", "mes", "le", "la", "les", "des", "une", "un", "combien", "pourquoi", "comment", "dans", "avec", "sur", "cette", "année", "risque", "portefeuille", "je", "j'ai", "ai", "plus", "de", "du", "et"]),
    "es": frozenset(["cuál", "cual", "cuánto", "cuanto", "cómo", "como", "qué", "que", "es", "son", "mi", "mis", "el", "la", "los", "las", "una", "un", "por", "porqué", "este", "año", "riesgo", "cartera", "mayor", "de", "del", "y", "en", "tengo"]),
    "it": frozenset(["qual", "quale", "quali", "quanto", "come", "che", "è", "sono", "il", "lo", "la", "i", "gli", "le", "mio", "mia", "miei", "perché", "quest'anno", "anno", "rischio", "portafoglio", "di", "del", "e", "un", "una", "ho", "più"]),
    "pt": frozenset(["qual", "quais", "quanto", "como", "que", "é", "são", "meu", "minha", "meus", "o", "os", "as", "um", "uma", "por", "porque", "este", "ano", "risco", "carteira", "maior", "de", "do", "da", "e", "em", "tenho"]),
    "nl": frozenset(["wat", "hoe", "is", "zijn", "mijn", "de", "het", "een", "waarom", "welke", "hoeveel", "dit", "jaar", "risico", "portefeuille", "grootste", "en", "van", "ik", "heb", "met", "op", "voor"]),
}  # fmt: skip
_LAST_LATIN = 0x24F
_ENGLISH = frozenset(
    [
        "the",
        "is",
        "are",
        "my",
        "what",
        "how",
        "much",
        "of",
        "in",
        "and",
        "to",
        "a",
        "for",
        "did",
        "do",
        "does",
        "i",
        "it",
        "show",
        "which",
        "who",
        "me",
        "this",
        "that",
        "with",
        "was",
        "were",
        "have",
        "has",
        "on",
        "at",
        "be",
        "by",
        "can",
        "give",
        "tell",
        "vs",
        "if",
        "why",
        "when",
        "all",
        "year",
        "return",
        "risk",
    ]
)
_ALSO_ENGLISH = frozenset(
    {
        "die",
        "was",
        "son",
        "plus",
        "come",
        "is",
        "a",
        "the",
        "in",
        "me",
        "as",
        "or",
        "do",
        "no",
        "on",
        "an",
        "i",
        "e",
        "o",
        "de",
        "la",
        "it",
        "es",
        "mi",
        "un",
        "y",
        "en",
        "zijn",
        "le",
        "del",
    }
)


def other_script(text: str) -> bool:
    """Whether a third of the letters or more are not Latin: Chinese, Russian, Arabic and so on."""
    letters = [letter for letter in text if letter.isalpha()]
    other = sum(ord(letter) > _LAST_LATIN for letter in letters)
    return bool(other) and 3 * other >= len(letters)


def foreign_language(words: Sequence[str], vocabulary: frozenset[str]) -> str | None:
    """Return de, fr, es, it, pt or nl, or None when the question reads as English (or as too little to tell)."""
    lowered = [word.lower() for word in words]
    if len(lowered) < 2 or sum(word in _ENGLISH for word in lowered) >= max(2, len(lowered) * 0.3):
        return None
    scores = {language: sum(word in markers for word in lowered) for language, markers in _MARKERS.items()}
    sure = {
        language: sum(word in markers and word not in _ALSO_ENGLISH and word not in vocabulary for word in lowered)
        for language, markers in _MARKERS.items()
    }
    best = max(scores, key=lambda language: (sure[language], scores[language]))
    if sure[best] >= 2 or (sure[best] >= 1 and scores[best] >= max(2, len(lowered) * 0.5)):
        return best
    return "other" if sum(not word.isascii() for word in lowered) > len(lowered) / 2 else None
