"""Makes typed text uniform before it is read: typographic characters, contractions, spelled-out signs."""

import re
import unicodedata

from plumbline.agent.offline.lexicon.times import NUMBER_WORDS

LONGEST_QUESTION = 4_000
"""Characters that are read; the chat refuses longer questions before they come here."""

_CHARACTERS = str.maketrans(
    {
        "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": " - ", "−": "-",
        "…": "...", "％": "%", "＄": "$", "？": "?", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip
_CONTRACTIONS = (
    (r"\b(what|how|who|where|when|that|there|here|it|which|why)'?s\b(?!\s*&)", r"\1 is"),
    (r"\bwhat're\b", "what are"),
    (r"\b(i)'?m\b", "i am"),
    (r"\b(i|you|we|they)'ve\b", r"\1 have"),
    (r"\bive\b", "i have"),
    (r"\b(i|you|we|they|it|he|she)'(?:d)\b", r"\1 would"),
    (r"\b(i|you|we|they|it|that|what)'ll\b", r"\1 will"),
    (r"\b(we|you|they)'re\b", r"\1 are"),
    (r"\b(ca)n'?t\b", "can not"),
    (r"\bwo(?:n't|nt)\b", "will not"),
    (r"\b(is|are|was|were|did|does|do|has|have|had|would|could|should)(?:n't|nt)\b", r"\1 not"),
    (r"\b((?:19|20)\d\d) ?- ?((?:19|20)\d\d)\b(?!-)", r"\1 to \2"),
    (r"(?<!\d)\byr\b", "year"),
    (r"(?<!\d)\byrs\b", "years"),
    (r"\b(\d+), ?(\d+),? (?:and|or) (\d+) ?(days|weeks|months|years)\b", r"\1 \4 \2 \4 and \3 \4"),
    (r"\b(\d+) (?:and|or) (\d+) ?(days|weeks|months|years)\b", r"\1 \3 and \2 \3"),
    (r"\bu\b", "you"),
    (r"\br\b", "are"),
    (r"\bpls\b|\bplz\b", "please"),
    (r"\bwanna\b", "want to"),
    (r"\bgimme\b", "give me"),
    (r"\bportf?olios?'s\b", "portfolio"),
    (r"\bper ?cents?\b|\bpct\b|\bpercents\b", "%"),
    (r"\bversus\b|\bvs\.?(?=\s|$|\?)", "vs"),
    (r"\b(my |our |the |all )clients\b", r"\1portfolios"),
    (r"\bw/o\b", "without"),
    (r"\bw/\s?", "with "),
    (r"\by\.?t\.?d\b\.?", "ytd"),
    (r"\by-t-d\b", "ytd"),
    (r"\bp ?& ?l\b|\bp/l\b|\bp and l\b", "pnl"),
    (r"\bs ?& ?p ?-?500\b|\bs and p 500\b|\bsp-?500\b|\bs&p500\b|\bsnp ?500\b", "s&p 500"),
    (r"\bs ?& ?p\b(?! ?500)", "s&p"),
    (r"\bj ?& ?j\b", "j&j"),
    (r"\bp ?& ?g\b", "p&g"),
    (r"\bp/e\b|\bp\.e\.(?=\s|$)", "pe"),
    (r"\bu\.s\.(?=\s|$)", "us"),
    (r"(?<=[a-z]{2})\s*&\s*(?=[a-z]{2})", " and "),
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS_AND_ONES = re.compile(rf"\b({_TENS})[- ]({_ONES})\b", re.IGNORECASE)
_WORDED_PERCENT = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\s+(?=%)", re.IGNORECASE)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in _CONTRACTIONS)
_POSSESSIVE = re.compile(r"(?<=[A-Za-z0-9.])'s\b|(?<=s)'(?=\s|$)", re.IGNORECASE)


def normalize(text: str) -> str:
    """Return the question with plain characters, contractions written out and possessives dropped; the case is kept."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_QUESTION]).translate(_CHARACTERS)
    plain = " ".join(plain.split())
    for pattern, replacement in _COMPILED:
        plain = pattern.sub(replacement, plain)
    plain = _TENS_AND_ONES.sub(lambda match: str(NUMBER_WORDS[match[1].lower()] + NUMBER_WORDS[match[2].lower()]), plain)
    plain = _WORDED_PERCENT.sub(lambda match: f"{NUMBER_WORDS[match[1].lower()]} ", plain)
    return _POSSESSIVE.sub("", plain)
