"""The colors of the web's charts (web/src/index.css), for a page that follows the reader's theme and for paper."""

LIGHT = {
    "page": "#ffffff", "line": "#dde4e2", "line-strong": "#7c8b87", "ink": "#13201e", "ink-2": "#40504c", "ink-3": "#566661",
    "accent": "#0b6663", "accent-soft": "#dff0ed", "gain": "#0a62a3", "loss": "#ac400a", "warn": "#7f5600",
    "series-1": "#0b6663", "series-2": "#72827e", "series-3": "#7550b0", "series-4": "#a26a00", "series-5": "#2f6bb0",
}  # fmt: skip
DARK = {
    "page": "#151e1d", "line": "#293634", "line-strong": "#6d7f7a", "ink": "#e8efed", "ink-2": "#b9c6c3", "ink-3": "#97a6a2",
    "accent": "#62d0c5", "accent-soft": "#133330", "gain": "#6bb5ee", "loss": "#f29a62", "warn": "#e6b450",
    "series-1": "#62d0c5", "series-2": "#90a09c", "series-3": "#b59ae6", "series-4": "#dcae54", "series-5": "#7fb2ec",
}  # fmt: skip
N_SERIES = 5

_RULES = "".join(f".{name}{{fill:{{{name}}}}}.{name}-stroke{{stroke:{{{name}}};fill:none}}" for name in LIGHT)
_TEXT = (
    ".t{font-family:Inter,'Inter Variable',system-ui,sans-serif;font-size:12px;font-feature-settings:'tnum'}"
    ".small{font-size:11px}.strong{font-weight:600}"
)


def chart_styles(color_of: dict[str, str]) -> str:
    """The style sheet of the drawings, with a color (or a CSS variable) for each name."""
    rules = _RULES
    for name, color in color_of.items():
        rules = rules.replace(f"{{{name}}}", color)
    return _TEXT + rules


CSS_VARIABLES = {name: f"var(--{name})" for name in LIGHT}
