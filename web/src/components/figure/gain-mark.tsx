/** Gains and losses by shape and sign, and only then by color. */
import type { Printed } from "@/lib/format";

export function GainMark({ value }: { value: Printed }) {
  if (typeof value !== "number" || value === 0) return null;
  return (
    <span aria-hidden="true" className="mr-1 inline-block text-[0.7em] leading-none">
      {value > 0 ? "▲" : "▼"}
    </span>
  );
}

export function gainColor(value: Printed): string {
  if (typeof value !== "number" || value === 0) return "";
  return value > 0 ? "text-gain" : "text-loss";
}
