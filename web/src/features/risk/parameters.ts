/** What a person can choose of a report. Each choice lives in the address, so that a link shows the same view. */
import type { AppSearch, ParameterKey } from "@/lib/app-search";
import { symbolsOf } from "@/lib/symbols";

export interface Choice {
  key: ParameterKey;
  label: string;
  /** Value in the address and its words; the first one holds where the address names none. */
  options: readonly (readonly [value: string, words: string])[];
}

/** Symbols as a person types them, with commas between. */
export interface SymbolField {
  key: ParameterKey;
  label: string;
  placeholder: string;
  isList?: boolean;
}

export type Parameter = Choice | SymbolField;
/** What is sent, by name; several values of one name are sent one by one. */
export type Chosen = Readonly<Partial<Record<ParameterKey, string | readonly string[]>>>;

export function isChoice(parameter: Parameter): parameter is Choice {
  return "options" in parameter;
}

/** What the address says of these parameters. A choice is always sent, the first one too: what is shown as chosen is what was asked for. */
export function chosenOf(parameters: readonly Parameter[], search: AppSearch): Chosen {
  const chosen: Partial<Record<ParameterKey, string | readonly string[]>> = {};
  for (const parameter of parameters) {
    const value = search[parameter.key];
    if (isChoice(parameter)) chosen[parameter.key] = optionOf(parameter, value);
    else if (value !== undefined) chosen[parameter.key] = parameter.isList ? symbolsOf(value) : value.trim().toUpperCase();
  }
  return chosen;
}

/** The option that an address names; the first one where it names none that is offered. */
export function optionOf({ options }: Choice, value: string | undefined): string {
  return options.find(([option]) => option === value)?.[0] ?? options[0]?.[0] ?? "";
}

const PERIOD_WORDS: Record<string, string> = {
  "1m": "1 month", "3m": "3 months", "6m": "6 months", qtd: "This quarter", ytd: "This year", "1y": "1 year", "3y": "3 years", "5y": "5 years", "10y": "10 years", max: "All data",
};

export function periodChoice(first: string, others: readonly string[] = ["1m", "3m", "6m", "qtd", "ytd", "1y", "3y", "5y", "10y", "max"]): Choice {
  const keys = [first, ...others.filter((key) => key !== first)];
  return { key: "period", label: "Period", options: keys.map((key) => [key, PERIOD_WORDS[key] ?? key]) };
}

const SESSION_WORDS: Record<number, string> = { 63: "3 months", 126: "6 months", 252: "1 year", 504: "2 years", 756: "3 years", 1260: "5 years", 2520: "10 years", 5040: "20 years" };

/** How far back, in sessions. */
export function lookBackChoice(first: number, others: readonly number[]): Choice {
  const sessions = [first, ...others.filter((count) => count !== first)];
  return { key: "sessions", label: "Look back", options: sessions.map((count) => [String(count), SESSION_WORDS[count] ?? `${count} sessions`]) };
}

export const BENCHMARK: SymbolField = { key: "benchmark", label: "Benchmark", placeholder: "the portfolio's" };
export const BENCHMARK_OR_BLEND: SymbolField = { key: "benchmark", label: "Benchmark", placeholder: "60% SP500 + 40% USMV" };
export const ROLLING_WINDOW: Choice = { key: "window", label: "Rolling over", options: [["63", "3 months"], ["21", "1 month"], ["126", "6 months"], ["252", "1 year"]] };
