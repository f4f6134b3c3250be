/** The only place that prints money, percent, counts and dates. It agrees with facts/formatting.py, which prints the same facts in answers. */
import type { Money, Unit } from "@/api/types.gen";

export type Printed = number | string | null;

export interface PrintOptions {
  /** A plus before positive figures: for gains and differences. */
  signed?: boolean;
}

export const ABSENT = "not available";

const BILLION = 1e9;
const TRILLION = 1e12;
const SYMBOLS: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

/** Prints a value by its unit, as the server's answers do. */
export function formatValue(value: Printed, unit: Unit, currency: string | null = null, options: PrintOptions = {}): string {
  if (value === null) return ABSENT;
  if (typeof value === "string") return value;
  return withSign(value, magnitude(Math.abs(value), unit, currency), options);
}

/** The same digits without their unit, for a column whose header names it. */
export function formatBare(value: Printed, unit: Unit, options: PrintOptions = {}): string {
  if (typeof value !== "number") return value ?? "–";
  return withSign(value, magnitude(Math.abs(value), unit, "USD").replace(/[$%]/g, ""), options);
}

function magnitude(size: number, unit: Unit, currency: string | null): string {
  switch (unit) {
    case "fraction":
      return percentText(size);
    case "money":
      return moneyText(size, currency);
    case "price":
      return `${symbolOf(currency)}${fixed(size, 2)}`;
    case "count":
      return fixed(size, Number.isInteger(size) ? 0 : 2);
    case "score":
      return `${fixed(size, 0)}/100`;
    default:
      return fixed(size, 2);
  }
}

/** 0.241 is printed 24.1%, and 0.0042 is printed 0.42%. */
export function formatFraction(value: number | null, options: PrintOptions = {}): string {
  return value === null ? ABSENT : withSign(value, percentText(Math.abs(value)), options);
}

function percentText(size: number): string {
  return `${fixed(size * 100, size > 0 && size < 0.01 ? 2 : 1)}%`;
}

export function formatMoney(money: Money | null, options: PrintOptions = {}): string {
  return money === null ? ABSENT : formatValue(money.amount, "money", money.currency, options);
}

export function formatPrice(money: Money | null): string {
  return money === null ? ABSENT : formatValue(money.amount, "price", money.currency);
}

function moneyText(size: number, currency: string | null): string {
  const symbol = symbolOf(currency);
  if (size >= TRILLION) return `${symbol}${fixed(size / TRILLION, 2)} trillion`;
  if (size >= BILLION) return `${symbol}${fixed(size / BILLION, 2)} billion`;
  // A hundredth of a thousand is noise in a portfolio; the fact keeps it.
  return `${symbol}${fixed(size, size >= 999.995 ? 0 : 2)}`;
}

/** Digits for a field that a person edits: no unit, no separators, none of the noise of binary fractions. */
export function formatPlain(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** Short money for axes, where the exact amount stands elsewhere. */
export function formatAxisMoney(amount: number, currency: string | null): string {
  const size = Math.abs(amount).toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 });
  return withSign(amount, `${symbolOf(currency)}${size}`, {});
}

export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${fixed(Math.ceil(bytes / 1000), 0)} kB` : `${fixed(bytes / 1_000_000, 1)} MB`;
}

export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${fixed(milliseconds, 0)} ms` : `${fixed(milliseconds / 1000, 1)} s`;
}

/** Dates are ISO everywhere; a moment keeps its minute, in the reader's time zone. */
export function formatMoment(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  return `${day} ${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
}

const PERIODS: Record<string, string> = {
  "1d": "1 day", "5d": "5 sessions", "1m": "1 month", "3m": "3 months", "6m": "6 months", mtd: "month to date", qtd: "quarter to date",
  ytd: "year to date", "1y": "1 year", "3y": "3 years", "5y": "5 years", "10y": "10 years", max: "all data",
};

export function formatPeriod(period: string): string {
  const named = PERIODS[period];
  if (named) return named;
  const days = /^(\d+)d$/.exec(period)?.[1];
  if (days) return `${days} sessions`;
  return period.replace("/", " to ");
}

/** Halves go to the even digit, as Python prints them; only a value that is exactly halfway is one. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  let rounded = Number(value.toFixed(digits));
  if (scaled % 1 === 0.5 && Math.floor(scaled) % 2 === 0 && isExactHalf(value, digits)) rounded = Math.floor(scaled) / 10 ** digits;
  return rounded.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function isExactHalf(value: number, digits: number): boolean {
  const fraction = value.toFixed(60).split(".")[1] ?? "";
  return /^50*$/.test(fraction.slice(digits));
}

function symbolOf(currency: string | null): string {
  const code = currency ?? "USD";
  return SYMBOLS[code] ?? `${code} `;
}

/** What is printed is zero, whatever the value behind it: it carries neither sign nor mark. */
export function isPrintedZero(text: string): boolean {
  return !/[1-9]/.test(text.split("/")[0] ?? "");
}

/** The server's words write "95 %" as the terminal does; figures beside them on a page are printed "95%". */
export function spelled(text: string): string {
  return text.replace(/(\d) %/g, "$1%");
}

/** A figure that rounds to zero carries no sign: "-0.00%" would say something that is not so. */
function withSign(value: number, text: string, { signed }: PrintOptions): string {
  if (isPrintedZero(text)) return text;
  if (value < 0) return `-${text}`;
  return signed ? `+${text}` : text;
}
