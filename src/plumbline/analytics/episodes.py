"""Historical episodes to replay, written out; most run from the last high close of the S&P 500 before a fall to its low close."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Episode:
    """`start` is the session whose close is the base; the first return is that of the next session. `end` is the last session."""

    key: str
    name: str
    start: date
    end: date
    what: str


EPISODES: tuple[Episode, ...] = (
    Episode("gulf_1990", "Gulf crisis, 1990", date(1990, 7, 16), date(1990, 10, 11), "Iraq invades Kuwait, oil doubles, recession."),
    Episode("russia_1998", "Russia and LTCM, 1998", date(1998, 7, 17), date(1998, 8, 31), "Russia defaults, a large hedge fund fails."),
    Episode("dotcom_2000", "Dot-com collapse, 2000 to 2002", date(2000, 3, 24), date(2002, 10, 9), "Technology valuations collapse."),
    Episode("september_2001", "11 September 2001", date(2001, 9, 10), date(2001, 9, 21), "Attacks close the exchanges for four sessions."),
    Episode("crisis_2008", "Financial crisis, 2007 to 2009", date(2007, 10, 9), date(2009, 3, 9), "Housing and banks."),
    Episode("lehman_2008", "After Lehman, 2008", date(2008, 9, 12), date(2008, 11, 20), "The ten weeks after Lehman Brothers failed."),
    Episode("flash_2010", "Flash crash and Greece, 2010", date(2010, 4, 23), date(2010, 7, 2), "A crash within minutes, Greek debt."),
    Episode(
        "euro_2011", "Euro crisis and downgrade, 2011", date(2011, 4, 29), date(2011, 10, 3), "Euro area debt; the United States lose AAA."
    ),
    Episode("china_2015", "China devaluation, 2015", date(2015, 7, 20), date(2015, 8, 25), "China lets its currency fall."),
    Episode("oil_2016", "Oil and China, winter 2015 to 2016", date(2015, 11, 3), date(2016, 2, 11), "Oil below 30 dollars, weak China."),
    Episode("volatility_2018", "Volatility spike, February 2018", date(2018, 1, 26), date(2018, 2, 8), "Short-volatility products fail."),
    Episode("rates_2018", "Fourth quarter 2018", date(2018, 9, 20), date(2018, 12, 24), "Rising rates and tariffs."),
    Episode("covid_2020", "Pandemic, 2020", date(2020, 2, 19), date(2020, 3, 23), "Lockdowns; the fastest fall of a third on record."),
    Episode(
        "inflation_2022", "Inflation and rates, 2022", date(2022, 1, 3), date(2022, 10, 12), "Rates rise, stocks and bonds fall together."
    ),
)
