/** The list of the risk page's sections: their order, their groups, and what each one answers. */
import { lazy, type ReactNode } from "react";
import type { PortfolioSummary } from "@/api/types.gen";
import { BoardSection } from "@/features/risk/board-section";
import { ContributionsSection } from "@/features/risk/contributions-section";
import { BENCHMARK, BENCHMARK_OR_BLEND, lookBackChoice, periodChoice, ROLLING_WINDOW, type Parameter } from "@/features/risk/parameters";

const loadBacktest = () => import("@/features/risk/backtest-section");
const loadStress = () => import("@/features/risk/stress-section");
const loadWhatIf = () => import("@/features/risk/what-if-section");
const loadLimits = () => import("@/features/risk/limits-section");
const loadProposals = () => import("@/features/risk/proposals-section");
const BacktestSection = lazy(loadBacktest);
const StressSection = lazy(loadStress);
const WhatIfSection = lazy(loadWhatIf);
const LimitsSection = lazy(loadLimits);
const ProposalsSection = lazy(loadProposals);

/** Fetches what the page does not need yet: a server that pauses later must not leave a section that can not be opened. */
export function warmSections(): void {
  void Promise.allSettled([loadBacktest(), loadStress(), loadWhatIf(), loadLimits(), loadProposals()]);
}

export interface Section {
  key: string;
  name: string;
  /** The question it answers, in one sentence. */
  what: string;
  /** Its name in documents; sections that a person works in have none. */
  document?: string;
  render: (portfolio: PortfolioSummary, asOf: string | undefined) => ReactNode;
}

export interface SectionGroup {
  name: string;
  sections: readonly Section[];
}

/** Reports that documents call otherwise. */
const IN_DOCUMENTS: Partial<Record<string, string>> = { "tail-risk": "tail" };

export const SECTION_GROUPS: readonly SectionGroup[] = [
  {
    name: "Where risk sits",
    sections: [
      { key: "contributions", document: "risk", name: "Contributions", what: "How much risk there is, which holdings and sectors carry it, and which limits hold.", render: ({ id }) => <ContributionsSection portfolioId={id} /> },
      board("factors", "Factors", "What moves the portfolio: the market, styles, industries, and what is special to each company.", [lookBackChoice(504, [126, 252, 756, 1260]), BENCHMARK]),
      board("correlation", "Correlation", "Which holdings move together, how much is spread between them, and what belongs to one crowd.", [
        lookBackChoice(252, [63, 126, 504, 1260]),
        {
          key: "estimator",
          label: "Estimated by",
          options: [
            ["sample", "Sample"],
            ["ewma", "Recent days weigh more"],
            ["ledoit_wolf_constant_correlation", "Shrunk to one correlation (Ledoit-Wolf)"],
            ["ledoit_wolf_identity", "Shrunk to none (Ledoit-Wolf)"],
            ["factor_model", "Factor model"],
          ],
        },
      ]),
      board("options", "Options", "What options are worth and how they react: Greeks, expiries, and losses by revaluing every one of them.", [
        { key: "exercise", label: "Exercise", options: [["european", "At expiry, as valued in the holdings"], ["american", "At any time, as options on US shares"]] },
        { key: "confidence", label: "Confidence", options: [["0.99", "99%"], ["0.975", "97.5%"], ["0.95", "95%"]] },
      ]),
      board("hedging", "Hedging", "How far longs and shorts offset each other, which hedge would take away most risk, and what moves together.", [
        { key: "against", label: "Hedges to consider", placeholder: "all funds and indexes", isList: true },
      ]),
    ],
  },
  {
    name: "How large it is",
    sections: [
      board("volatility", "Volatility", "How much the portfolio moves now and against its own past, what is expected ahead, and which holdings and pairs it comes from.", [
        { key: "horizon", label: "Forecast over", options: [["21", "1 month"], ["5", "1 week"], ["63", "3 months"], ["126", "6 months"]] },
        lookBackChoice(1260, [504, 756, 2520]),
      ]),
      board("tail-risk", "Tail risk", "What a bad day or fortnight could cost by every method, and which holdings carry it.", [
        { key: "confidence", label: "Confidence", options: [["0.99", "99%"], ["0.975", "97.5%"], ["0.95", "95%"]] },
        { key: "horizon", label: "Horizon", options: [["1", "1 session"], ["5", "5 sessions"], ["10", "10 sessions"], ["21", "21 sessions"]] },
        { key: "scaling", label: "Scaled by", options: [["square_root", "Square root of time"], ["drift", "Root of time, with the mean"], ["overlapping", "Overlapping periods"]] },
        { key: "parts", label: "Parts by", options: [["historical", "Historical"], ["parametric", "Normal"], ["student_t", "Student t"], ["cornish_fisher", "Cornish-Fisher"]] },
      ]),
      board("drawdowns", "Drawdowns", "How far the portfolio would have fallen below its peaks, for how long, and how likely a fall is.", [
        lookBackChoice(2520, [252, 756, 1260, 5040]),
        { key: "horizon", label: "Chance within", options: [["252", "1 year"], ["21", "1 month"], ["63", "3 months"], ["126", "6 months"], ["756", "3 years"]] },
      ]),
      { key: "backtest", document: "backtest", name: "Backtest", what: "Whether the value at risk of each method would have held on past days.", render: ({ id }) => <BacktestSection portfolioId={id} /> },
    ],
  },
  {
    name: "What could happen",
    sections: [
      { key: "stress", document: "stress", name: "Stress", what: "What crises of the past and shocks of your own would cost.", render: (portfolio) => <StressSection key={portfolio.id} portfolio={portfolio} /> },
      // What is tried belongs to its portfolio and its day.
      { key: "what-if", name: "What if", what: "Other weights by slider: every figure follows at each movement. Nothing is traded.", render: ({ id }, asOf) => <WhatIfSection key={`${id} ${asOf ?? ""}`} portfolioId={id} asOf={asOf} /> },
    ],
  },
  {
    name: "What happened",
    sections: [
      board("performance", "Performance", "What the portfolio made beside its benchmark: ratios, months and years, and rolling windows.", [periodChoice("1y"), BENCHMARK_OR_BLEND, ROLLING_WINDOW]),
      board("attribution", "Attribution", "Why the return differs from that of all shares of the market at equal weights, or of those you name: the choice of sectors, and of names within them.", [
        periodChoice("ytd"),
        { key: "against", label: "Against, at equal weights", placeholder: "all shares of the market", isList: true },
        { key: "model", label: "Model", options: [["brinson_fachler", "Brinson-Fachler"], ["brinson_hood_beebower", "Brinson-Hood-Beebower"]] },
      ]),
      board("drift", "Drift", "How far weights, sectors and volatility have moved by themselves.", [periodChoice("1y")]),
    ],
  },
  {
    name: "Rules and trades",
    sections: [
      {
        key: "limits",
        document: "limits",
        name: "Limits",
        what: "Which rules hold, how much room is left, which trades would cure a breach, and the rules themselves.",
        render: (portfolio) => <LimitsSection portfolio={portfolio} />,
      },
      { key: "proposals", name: "Proposals", what: "What was proposed for this portfolio, what moved since, and the trades as a file. Nothing is traded.", render: ({ id }) => <ProposalsSection key={id} portfolioId={id} /> },
    ],
  },
];

const SECTIONS = SECTION_GROUPS.flatMap(({ sections }) => sections);

export function findSection(key: string): Section | undefined {
  return SECTIONS.find((section) => section.key === key);
}

/** A section that is one report, under the same name in the page's address and the server's. */
function board(key: string, name: string, what: string, parameters: readonly Parameter[] = []): Section {
  return { key, document: IN_DOCUMENTS[key] ?? key, name, what, render: ({ id }) => <BoardSection key={key} portfolioId={id} report={key} parameters={parameters} /> };
}
