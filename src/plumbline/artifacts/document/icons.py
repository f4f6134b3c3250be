"""A sign for each status of a limit, so that it is never told by color alone."""

STATUS_ICONS = {
    "ok": '<circle class="series-1" cx="8" cy="8" r="7"/><path class="page-stroke" d="M4.8 8.3l2.2 2.2 4.2-4.6" stroke-width="1.8"/>',
    "warn": '<path class="warn" d="M8 1L15.5 14.5H0.5Z"/><path class="page-stroke" d="M8 5.6v4.2M8 11.4v1.5" stroke-width="1.8"/>',
    "breach": '<path class="loss" d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z"/>'
    '<path class="page-stroke" d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" stroke-width="1.8"/>',
    "unavailable": '<path class="line-strong" d="M2 8h12" stroke-width="2.4"/>',
}


def status_icon(status: str, *, styles: str = "") -> str:
    """The sign as SVG; paper needs the style sheet in it, a page has its own."""
    style = f"<style>{styles}</style>" if styles else ""
    head = '<svg xmlns="http://www.w3.org/2000/svg" class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
    return f"{head}{style}{STATUS_ICONS[status]}</svg>"
