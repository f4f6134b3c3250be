"""Words for time: months, units, and market episodes that people call by name."""

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
            ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

EPISODES: dict[str, tuple[str, str]] = {
    # From the day after the market's peak to its low.
    r"(?:covid|corona|coronavirus|pandemic)(?: 19)?(?: (?:crash|crisis|selloff|sell off|drop|slump))?": ("2020-02-20", "2020-03-23"),
    r"(?:great |global )?(?:financial crisis|financial crash|gfc|credit crisis|subprime crisis|lehman crisis|great recession|2008 crisis|2008 crash|2008 financial crisis)": (
        "2007-10-10", "2009-03-09",
    ),
    r"(?:dot ?com|internet|tech) (?:crash|bubble|bust|collapse)|dotcom": ("2000-03-27", "2002-10-09"),
    r"(?:2022 bear market|bear market of 2022)": ("2022-01-04", "2022-10-12"),
    r"(?:euro|debt ceiling|us downgrade) crisis": ("2011-07-08", "2011-10-03"),
    r"(?:russian|ltcm) crisis": ("1998-07-20", "1998-08-31"),
}  # fmt: skip

NUMBER_WORDS: dict[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "couple": 2, "dozen": 12,
}  # fmt: skip
