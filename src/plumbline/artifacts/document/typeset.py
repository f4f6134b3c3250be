"""A program, run by `pdf.py` for one document each: what to set comes as JSON on standard input, the PDF goes to standard output.

It is a process of its own because the typesetter keeps what it has set for later: hundreds of megabytes in a server that lives for months.
Nothing imports this file, and it imports nothing of ours, so that it starts at once.
"""

import json
import sys
from typing import Any

import typst

_ACCESSIBLE = "ua-1"
_NO_GLYPH = "could not be displayed"


def main() -> None:
    """Set one document; an error is one line on standard error."""
    order = json.load(sys.stdin)
    try:
        content = _set(order, system_fonts=False)
    except typst.TypstError as error:
        if _NO_GLYPH not in error.message:
            sys.exit(error.message)
        # A name in a script that our font lacks: the fonts of the machine may have it. The standard forbids empty boxes, people bear them.
        content = _set(order, system_fonts=True)
    sys.stdout.buffer.write(content)


def _set(order: dict[str, Any], *, system_fonts: bool) -> bytes:
    compiler = typst.Compiler(font_paths=[order["fonts"]], ignore_system_fonts=not system_fonts, sys_inputs={"data": order["data"]})
    standards: Any = [] if system_fonts else [_ACCESSIBLE]
    made = compiler.compile(order["source"].encode(), format="pdf", pdf_standards=standards, timestamp=order["made_on"])
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    main()
