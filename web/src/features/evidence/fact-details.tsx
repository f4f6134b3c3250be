/** One fact with everything that is known about it: first what a reader needs, last what an auditor asks for. */
import type { ReactNode } from "react";
import type { EvidenceCall, Fact } from "@/api/types.gen";
import { ABSENT, formatPeriod, formatValue } from "@/lib/format";

export interface MeasureText {
  name: string;
  definition: string;
  sign: string;
  source: string;
  missing_data: string;
}

interface FactDetailsProps {
  fact: Fact;
  measure: MeasureText | undefined;
  call: EvidenceCall | null;
  inputs: readonly Fact[];
  onOpen: (fact: Fact) => void;
  /** Name of the portfolio that a holding or sector belongs to. */
  within: string | null;
  /** What people call a measure. */
  names: (measure: string) => string;
  /** What can be done with the figure, under its value. */
  children?: ReactNode;
}

const SIGNS: Record<string, string> = {
  "positive = gain": "A gain is positive, a loss negative.",
  "positive = loss": "A loss is printed as a positive figure: larger is worse.",
  "never negative": "Never negative.",
  "positive = long, negative = short": "Positive for what is held long, negative for what is sold short.",
  signed: "Can be positive or negative.",
};

const UNITS: Record<Fact["unit"], string> = {
  fraction: "share of one, printed in percent",
  money: "money",
  price: "price per share",
  count: "count",
  ratio: "ratio",
  score: "score from 0 to 100",
  date: "date",
  text: "text",
};

export function FactDetails({ fact, measure, call, inputs, onOpen, within, names, children }: FactDetailsProps) {
  const parameters = Object.entries(fact.parameters);
  return (
    <div className="space-y-5">
      <div>
        <p className="text-3xl font-semibold tracking-tight">{formatValue(fact.value, fact.unit, fact.currency)}</p>
        {fact.quality !== "complete" ? (
          <p className="mt-1 text-data text-warn">
            Data {fact.quality}
            {fact.reason ? `: ${fact.reason}` : ""}
          </p>
        ) : null}
        {children}
      </div>
      {measure ? (
        <Group title="What it is">
          <p>{measure.definition}</p>
          <Rows>
            {SIGNS[measure.sign] ? <Row name="Sign">{SIGNS[measure.sign]}</Row> : null}
            <Row name="Missing data">{measure.missing_data}</Row>
            <Row name="Method">{measure.source}</Row>
          </Rows>
        </Group>
      ) : null}
      <Group title="This figure">
        <Rows>
          <Row name="About">
            {fact.subject.label}
            <span className="text-ink-3">
              {" "}
              ({fact.subject.kind}
              {within ? ` of ${within}` : ""})
            </span>
          </Row>
          <Row name="As of">{fact.as_of}</Row>
          {fact.period ? <Row name="Period">{formatPeriod(fact.period)}</Row> : null}
          {parameters.map(([name, value]) => (
            <Row key={name} name={name.replaceAll("_", " ")}>
              {value}
            </Row>
          ))}
          <Row name="Unit">
            {UNITS[fact.unit]}
            {fact.currency ? `, ${fact.currency}` : ""}
          </Row>
          <Row name="Exact value">{fact.value ?? ABSENT}</Row>
          <Row name="Quality">{fact.quality}</Row>
        </Rows>
      </Group>
      {inputs.length > 0 ? (
        <Group title="Computed from">
          <ul className="divide-y divide-line">
            {inputs.map((input) => (
              <li key={input.id}>
                <button type="button" onClick={() => onOpen(input)} className="flex w-full items-baseline justify-between gap-3 py-1.5 text-left hover:text-accent">
                  <span className="min-w-0 truncate">
                    {input.subject.label}: {names(input.measure)}
                  </span>
                  <span className="shrink-0 font-medium underline decoration-dotted underline-offset-4">{formatValue(input.value, input.unit, input.currency)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Group>
      ) : null}
      <Group title="How it was computed">
        <Rows>
          <Row name="Calculation">
            {calculationName(fact.lineage.calculation)}, <span className="text-ink-3">version {fact.lineage.version}</span>
          </Row>
          {fact.lineage.formula ? (
            <Row name="Formula">
              <code>{fact.lineage.formula}</code>
            </Row>
          ) : null}
          <Row name="Snapshot">
            <code className="break-all">{fact.lineage.snapshot}</code>
            <span className="block text-ink-3">Fingerprint of the holdings and prices it was computed from: the same snapshot gives the same figure.</span>
          </Row>
          <Row name="Fact">
            <code>{fact.id}</code>
          </Row>
          {call ? (
            <Row name="Tool call">
              <code>{call.tool}</code>
            </Row>
          ) : null}
        </Rows>
        {call && Object.keys(call.arguments).length > 0 ? <Arguments values={call.arguments} /> : null}
      </Group>
    </div>
  );
}

/** `risk_report` is "Risk report" to a reader. */
function calculationName(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Arguments({ values }: { values: EvidenceCall["arguments"] }) {
  return (
    <details className="mt-2">
      <summary className="text-ink-2">What the tool was asked</summary>
      <pre className="mt-1 rounded-md bg-sunken p-2 text-2xs break-words whitespace-pre-wrap">{JSON.stringify(values, null, 2)}</pre>
    </details>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-data font-semibold text-ink-2">{title}</h3>
      <div className="text-data">{children}</div>
    </section>
  );
}

function Rows({ children }: { children: ReactNode }) {
  return <dl className="mt-1 grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1">{children}</dl>;
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
