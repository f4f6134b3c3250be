"""Words for groups of things: holdings, kinds of instruments, sides, the portfolio itself, the benchmark."""

HOLDINGS = (
    "holding", "holdings", "position", "positions", "stock", "stocks", "name", "names", "investment", "investments", "security", "securities",
    "asset", "assets", "share", "equities", "company", "companies", "line items", "ticker", "tickers", "bets", "bet",
)  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {
    "etf": ("etf", "etfs", "fund", "funds", "exchange traded fund", "exchange traded funds", "trackers"),
    "option": ("option", "options", "option positions", "derivatives", "calls and puts"),
    "equity": ("single stocks", "individual stocks", "single names", "common stock", "common stocks", "direct equities"),
}
RIGHTS: dict[str, tuple[str, ...]] = {
    "call": ("call", "calls", "covered call", "covered calls", "call options", "call option"),
    "put": ("put", "puts", "protective put", "protective puts", "put options", "put option"),
}
SIDES: dict[str, tuple[str, ...]] = {
    "long": ("longs", "long book", "long positions", "long side", "long holdings", "long stocks", "long names", "long leg", "long position"),
    "short": (
        "shorts", "short book", "short positions", "short side", "short holdings", "short stocks", "short names", "short leg", "short position",
        "hedges", "hedge book", "hedge positions",
    ),
}  # fmt: skip
PORTFOLIO = (
    "portfolio", "account", "book", "my money", "my stuff", "me", "i", "my", "we", "our", "mine", "this portfolio", "my portfolio", "overall",
    "everything", "the fund", "our book", "the book", "all in all",
)  # fmt: skip
ALL_PORTFOLIOS = (
    "all portfolios", "all my portfolios", "every portfolio", "each portfolio", "all of my portfolios", "across portfolios", "my portfolios",
    "portfolios", "all accounts", "across all portfolios", "all my accounts", "all books", "each of my portfolios", "which portfolio",
    "all four portfolios", "every one of my portfolios", "across all my portfolios", "all the portfolios", "the portfolios",
)  # fmt: skip
SECTORS = ("sector", "sectors", "industry", "industries", "sector wise", "segment", "segments")
BENCHMARK = (
    "benchmark", "the benchmark", "market", "the market", "stock market", "index", "the index", "s&p", "s&p 500", "the s&p", "the s&p 500", "spx", "spy",
    "the spx", "equity market", "broad market", "overall market", "markets", "the markets", "us market", "the stock market", "wall street",
)  # fmt: skip
OTHER_MARKETS = (
    "nasdaq", "nasdaq 100", "dow", "dow jones", "russell 2000", "russell", "ftse", "dax", "nikkei", "vix", "msci world", "msci", "euro stoxx", "hang seng", "qqq",
    "gold", "silver", "bitcoin", "ethereum", "treasuries", "treasury bonds", "crude oil", "copper",
)  # fmt: skip
"""Indices and assets that people ask about and the sample market does not have."""
UNITS: dict[str, tuple[str, ...]] = {
    "money": (
        "in dollars", "in dollar", "in usd", "dollars", "dollar", "in money", "in cash terms", "in $", "how much money", "usd", "money", "in dollar terms", "bucks",
        "dollar amount", "how many dollars", "in absolute terms",
    ),
    "fraction": (
        "in percent", "in %", "percentage", "in percentage", "as a percentage", "as a percent", "as percent", "percentage terms", "in relative terms", "as %",
        "% of nav", "as a percentage of nav", "% of equity", "of nav", "as a share", "% of net value", "what %", "what percent", "percentage wise", "in percentage terms",
        "relative to nav", "as a fraction", "% of",
    ),
}  # fmt: skip
