"""What people call sectors (GICS names are the keys, as the market data has them)."""

SECTOR_WORDS: dict[str, tuple[str, ...]] = {
    "Information Technology": (
        "information technology", "technology", "tech", "tech sector", "techs", "it sector", "software", "semiconductors", "semis", "chips",
        "chip makers", "chipmakers", "technology sector", "big tech", "computer",
    ),
    "Financials": ("financials", "financial", "financial sector", "banks", "banking", "bank", "finance sector", "financial services", "financial stocks", "bank stocks"),
    "Health Care": (
        "health care", "healthcare", "health", "pharma", "pharmaceuticals", "pharmaceutical", "drug makers", "drugmakers", "drug", "medical",
        "biotech", "health care sector", "health sector", "medicine",
    ),
    "Consumer Discretionary": ("consumer discretionary", "discretionary", "consumer cyclicals", "cyclicals", "retail", "retailers", "retailer", "cons disc"),
    "Consumer Staples": ("consumer staples", "staples", "consumer defensives", "consumer defensive", "defensive consumer", "food and beverage", "beverages", "staple"),
    "Energy": ("energy", "oil", "oil and gas", "oil stocks", "gas", "oils", "oil companies", "energy sector", "big oil", "petroleum", "fossil fuels"),
    "Industrials": ("industrials", "industrial", "industrial sector", "industry stocks", "conglomerates"),
    "Materials": ("materials", "basic materials", "materials sector", "mining"),
    "Utilities": ("utilities", "utility", "utilities sector"),
    "Real Estate": ("real estate", "reits", "reit", "property sector"),
    "Communication Services": ("communication services", "communications", "telecom", "telecoms", "telecommunications", "media", "communication"),
}  # fmt: skip
