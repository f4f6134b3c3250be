/** The same figures as facts/formatting.py prints. */
import { describe, expect, it } from "vitest";
import { formatAxisMoney, formatBare, formatFraction, formatMoney, formatPeriod, formatValue, spelled } from "@/lib/format";

describe("formatValue", () => {
  it.each([
    [0.213, "fraction", null, "21.3%"],
    [0.0042, "fraction", null, "0.42%"],
    [-0.182, "fraction", null, "-18.2%"],
    [0, "fraction", null, "0.0%"],
    [-0.00001, "fraction", null, "0.00%"],
    [1_204_330.4, "money", "USD", "$1,204,330"],
    [999.5, "money", "USD", "$999.50"],
    [999.996, "money", "USD", "$1,000"],
    [-45.5, "money", "EUR", "-€45.50"],
    [2.5e9, "money", "USD", "$2.50 billion"],
    [2.07e12, "money", "USD", "$2.07 trillion"],
    [12, "money", "CHF", "CHF 12.00"],
    [125.674, "price", "USD", "$125.67"],
    [1.134, "ratio", null, "1.13"],
    [62.4, "score", null, "62/100"],
    [20, "count", null, "20"],
    [7.345, "count", null, "7.34"],
    [1500.25, "count", null, "1,500.25"],
    [null, "money", "USD", "not available"],
    ["2022-12-28", "date", null, "2022-12-28"],
  ] as const)("prints %s as %s in %s as %s", (value, unit, currency, expected) => {
    expect(formatValue(value, unit, currency)).toBe(expected);
  });

  it("rounds exact halves to the even digit, as Python does", () => {
    expect(formatValue(62.5, "score")).toBe("62/100");
    expect(formatValue(63.5, "score")).toBe("64/100");
    expect(formatValue(0.125, "ratio")).toBe("0.12");
    expect(formatValue(10.235, "ratio")).toBe("10.23");
  });

  it("puts a sign before gains when asked, and none before what rounds to zero", () => {
    expect(formatFraction(0.043, { signed: true })).toBe("+4.3%");
    expect(formatFraction(0.000001, { signed: true })).toBe("0.00%");
    expect(formatMoney({ amount: -1234.5, currency: "USD" }, { signed: true })).toBe("-$1,234");
  });
});

describe("the smaller printers", () => {
  it("leaves the unit to the header", () => {
    expect(formatBare(0.213, "fraction")).toBe("21.3");
    expect(formatBare(-1_204_330, "money")).toBe("-1,204,330");
    expect(formatBare(null, "money")).toBe("–");
  });

  it("names periods", () => {
    expect(formatPeriod("ytd")).toBe("year to date");
    expect(formatPeriod("252d")).toBe("252 sessions");
    expect(formatPeriod("2022-01-01/2022-06-30")).toBe("2022-01-01 to 2022-06-30");
  });

  it("spells percent as figures do", () => {
    expect(spelled("market -20 %, at 95 % or so; a % of it")).toBe("market -20%, at 95% or so; a % of it");
  });

  it("shortens money on axes", () => {
    expect(formatAxisMoney(1_250_000, "USD")).toBe("$1.3M");
  });
});
