/** A slider over the years with the market's line behind it, days to jump to, and the day as text. */
import { useEffect, useId, useState, type ChangeEvent, type KeyboardEvent } from "react";
import type { MarketInfo } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { presetsWithin } from "@/features/asof/crises";
import { MarketLine } from "@/features/asof/market-line";
import { isDay } from "@/lib/app-search";
import { addMonths, dayNumber, isoDay, lastWeekday } from "@/lib/dates";

interface AsOfPanelProps {
  market: MarketInfo;
  day: string;
  onChoose: (day: string) => void;
}

/** A moving slider must not ask the server for every day that it passes. */
const SETTLED_AFTER = 350;

export function AsOfPanel({ market, day, onChoose }: AsOfPanelProps) {
  const { first_session: first, last_session: last } = market;
  const [draft, setDraft] = useState({ day, chosenOn: day });
  const hintId = useId();
  // Another day in the address (back button, preset) replaces what was dragged here.
  if (draft.chosenOn !== day) setDraft({ day, chosenOn: day });

  useEffect(() => {
    if (draft.day === day) return;
    const timer = setTimeout(() => onChoose(draft.day), SETTLED_AFTER);
    return () => clearTimeout(timer);
  }, [draft.day, day, onChoose]);

  const move = (to: string) => {
    const within = to < first ? first : to > last ? last : lastWeekday(to);
    setDraft({ day: within < first ? first : within, chosenOn: day });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (!months) return;
    event.preventDefault();
    move(addMonths(draft.day, event.shiftKey ? months * 12 : months));
  };
  const onType = (event: ChangeEvent<HTMLInputElement>) => isDay(event.target.value) && event.target.value >= first && move(event.target.value);

  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm font-semibold">See everything as of a past day</p>
        <input
          type="date"
          aria-label="Day"
          min={first}
          max={last}
          value={draft.day}
          onChange={onType}
          className="h-8 rounded-md border border-line bg-raised px-2 text-data"
        />
      </div>
      <div className="relative mt-3">
        <MarketLine market={market} day={draft.day} />
        <input
          type="range"
          aria-label={`As-of day, ${market.benchmark} behind it`}
          aria-valuetext={draft.day}
          aria-describedby={hintId}
          min={dayNumber(first)}
          max={dayNumber(last)}
          value={dayNumber(draft.day)}
          onChange={(event) => stepTo(event.target.valueAsNumber)}
          onKeyDown={onKeyDown}
          className="as-of-range absolute inset-0 h-full w-full"
        />
      </div>
      <div className="mt-1 flex justify-between text-2xs text-ink-3">
        <span>{first}</span>
        <span>{market.benchmark}, logarithmic</span>
        <span>{last}</span>
      </div>
      <p id={hintId} className="sr-only">
        Arrow keys move by a day, Page Up and Page Down by a month, with Shift by a year.
      </p>
      <div className="mt-3 flex flex-wrap gap-1.5">
        <Button className="h-7" aria-pressed={day === last} weight={day === last ? "primary" : "plain"} onClick={() => move(last)}>
          Latest
        </Button>
        {presetsWithin(first, last).map((preset) => (
          <Button key={preset.day} className="h-7" weight={day === preset.day ? "primary" : "plain"} aria-pressed={day === preset.day} onClick={() => move(preset.day)}>
            {preset.name} <span className="font-normal opacity-80">{preset.day}</span>
          </Button>
        ))}
      </div>
    </div>
  );

  /** An arrow to the right on a Friday goes to Monday and does not fall back to Friday. */
  function stepTo(wanted: number) {
    const to = isoDay(wanted);
    const snapped = lastWeekday(to);
    const forward = wanted > dayNumber(draft.day);
    move(forward && snapped === draft.day ? isoDay(dayNumber(snapped) + 3) : snapped);
  }
}
