"""Cash and money-market lines, which every broker writes in its own way."""

import re

from plumbline.market_data.market import MarketView

_SYMBOLS = frozenset((
    "CASH", "CASHBALANCE", "CASHCASHINVESTMENTS", "CASHANDCASHINVESTMENTS", "CASHANDCASHEQUIVALENTS", "CASHEQUIVALENTS",
    "USDCASH", "CASHUSD", "MONEYMARKET", "SPAXX", "FDRXX", "FZFXX", "FCASH", "FDLXX", "FZDXX", "VMFXX", "VMRXX", "VUSXX",
    "SWVXX", "SNVXX", "SNAXX", "SNSXX", "SWGXX", "MMDA", "PENDINGACTIVITY", "QACDS", "UNINVESTEDCASH", "SETTLEMENTFUND",
    "CASHSWEEP", "NETCASH", "TOTALCASH",
))  # fmt: skip
_CLASSES = frozenset(
    ("cash", "cash and money market", "money market", "cash equivalent", "cash equivalents", "cash & cash equivalents", "csh")
)
_DESCRIPTION = re.compile(
    r"money market|cash sweep|bank sweep|bank deposit|core position|cash balance|uninvested cash|dollar cash|settlement fund", re.IGNORECASE
)
_CODE = re.compile(r"[A-Z]{3}")


def is_cash(symbol: str, *, description: str, asset_class: str, view: MarketView) -> bool:
    """Whether a row is cash: by its symbol, its asset class, or its description when the symbol is nothing the market knows."""
    if compact(symbol) in _SYMBOLS or asset_class.strip().lower() in _CLASSES:
        return True
    return bool(_DESCRIPTION.search(description)) and view.market.index.by_symbol(symbol.rstrip("*")) is None


def currency_named(symbol: str, *, asset_class: str) -> str | None:
    """The currency that a cash row names in its symbol (`EUR` with the asset class cash), or None."""
    code = symbol.strip().upper()
    return code if _CODE.fullmatch(code) and asset_class.strip().lower() in _CLASSES and compact(code) not in _SYMBOLS else None


def compact(symbol: str) -> str:
    """Letters and digits in upper case: `SPAXX**` is SPAXX."""
    return "".join(character for character in symbol.upper() if character.isalnum())
