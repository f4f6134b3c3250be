"""Builds the two fonts of PDF documents from the web's Inter: static, Latin, Greek and Cyrillic in one file each.

Typst reads no WOFF2 and no variable font. Needs fonttools and brotli, which nothing else does:
`python3 -m venv build/fonts && build/fonts/bin/pip install fonttools brotli && build/fonts/bin/python scripts/build_document_fonts.py`
"""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "web/node_modules/@fontsource-variable/inter"
TARGET = ROOT / "src/plumbline/artifacts/document/fonts"
WEIGHTS = {"Regular": 400, "SemiBold": 600}
SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic")
DIGITS = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
FAMILY, STYLE, FULL, POSTSCRIPT, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 1, 2, 4, 6, 16, 17
"""Ids of the name table."""


def main() -> None:
    """Write both fonts and their license."""
    TARGET.mkdir(exist_ok=True)
    for name, weight in WEIGHTS.items():
        path = TARGET / f"Inter-{name}.ttf"
        font = _merged(weight)
        _named(font, name, weight)
        _tabular_digits_only(font)
        font.save(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")
    (TARGET / "LICENSE").write_bytes((SOURCE / "LICENSE").read_bytes())


def _merged(weight: int) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for script in SCRIPTS:
            font = TTFont(SOURCE / f"files/inter-{script}-wght-normal.woff2", recalcTimestamp=False)
            font.flavor = None
            part = Path(folder) / f"{script}.ttf"
            instantiateVariableFont(font, {"wght": weight}).save(part)
            parts.append(str(part))
        merged = Merger().merge(parts)
        path = Path(folder) / "merged.ttf"
        merged.save(path)
        return TTFont(path, lazy=False, recalcTimestamp=False)


def _named(font: TTFont, style: str, weight: int) -> None:
    names = {
        FAMILY: "Inter" if weight == WEIGHTS["Regular"] else f"Inter {style}", STYLE: "Regular", FULL: f"Inter {style}",
        POSTSCRIPT: f"Inter-{style}", TYPOGRAPHIC_FAMILY: "Inter", TYPOGRAPHIC_STYLE: style,
    }  # fmt: skip
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = 0


def _tabular_digits_only(font: TTFont) -> None:
    """Hyphens, spaces and brackets as wide as a digit would tear words and dates apart, and they align nothing."""
    table = font["GSUB"].table
    records = [record for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"]
    for index in {index for record in records for index in record.Feature.LookupListIndex}:
        for subtable in table.LookupList.Lookup[index].SubTable:
            mapping = getattr(subtable, "ExtSubTable", subtable).mapping
            for glyph in set(mapping) - DIGITS:
                del mapping[glyph]


if __name__ == "__main__":
    main()
