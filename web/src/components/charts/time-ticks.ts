/** Where a time axis has its labels: at the first session of evenly spaced months, years or weeks. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Months between two labels, from the finest. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const MOST_LABELS = 5;
/** A span of fewer whole months is labelled by weeks. */
const LEAST_LABELS = 2;

/** Label by the index of its session. `dates` are ISO days in rising order. */
export function timeTicks(dates: readonly string[]): ReadonlyMap<number, string> {
  const starts = firstsOf(dates, monthNumber);
  for (const step of STEPS) {
    const ticks = starts.filter((index) => monthNumber(dates[index] ?? "") % step === 0);
    if (ticks.length <= MOST_LABELS) return ticks.length >= LEAST_LABELS ? monthLabels(dates, ticks, step) : weekLabels(dates);
  }
  return new Map();
}

function monthLabels(dates: readonly string[], ticks: readonly number[], step: number): ReadonlyMap<number, string> {
  return new Map(
    ticks.map((index, place) => {
      const [year = "", month = "01"] = (dates[index] ?? "").split("-");
      const name = MONTHS[Number(month) - 1] ?? month;
      if (step % 12 === 0) return [index, year];
      // The year is said where it begins, and once at the start.
      return [index, place === 0 || name === "Jan" ? `${name} ${year}` : name];
    }),
  );
}

function weekLabels(dates: readonly string[]): ReadonlyMap<number, string> {
  const mondays = firstsOf(dates, weekNumber);
  const every = Math.ceil(mondays.length / MOST_LABELS);
  return new Map(mondays.filter((_, place) => place % every === 0).map((index) => [index, dates[index] ?? ""]));
}

/** Indices at which `numberOf` changes; the first session begins nothing. */
function firstsOf(dates: readonly string[], numberOf: (date: string) => number): number[] {
  return dates.map((_, index) => index).filter((index) => index > 0 && numberOf(dates[index] ?? "") !== numberOf(dates[index - 1] ?? ""));
}

function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** Weeks begin on Monday; the day before 1970-01-05, a Monday, is in week 0. */
function weekNumber(date: string): number {
  return Math.floor((Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 3) / 7);
}
