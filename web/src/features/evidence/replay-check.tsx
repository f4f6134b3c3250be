/** Runs the calculation again, now, with the stored arguments and day, and says whether it comes out the same. */
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, RotateCcw, TriangleAlert } from "lucide-react";
import { postJson, problemMessage } from "@/api/client";
import type { Fact, Replay } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { formatValue } from "@/lib/format";

export function ReplayCheck({ path, fact }: { path: string; fact: Fact }) {
  const replay = useMutation({ mutationFn: () => postJson<Replay>(`${path}/replay`) });
  return (
    <div className="mt-3">
      <Button onClick={() => replay.mutate()} disabled={replay.isPending}>
        <RotateCcw aria-hidden="true" className="size-4" />
        {replay.isPending ? "Computing…" : "Compute it again"}
      </Button>
      <div role="status" className="mt-2 text-data">
        {replay.data ? <Outcome replay={replay.data} fact={fact} /> : null}
        {replay.error ? <p className="text-loss">{problemMessage(replay.error)}</p> : null}
      </div>
    </div>
  );
}

function Outcome({ replay, fact }: { replay: Replay; fact: Fact }) {
  const Icon = replay.matches ? CircleCheck : TriangleAlert;
  return (
    <p className="flex items-start gap-2">
      <Icon aria-hidden="true" className={replay.matches ? "mt-0.5 size-4 shrink-0 text-accent" : "mt-0.5 size-4 shrink-0 text-warn"} />
      <span>
        <strong className="font-semibold">{formatValue(replay.value, fact.unit, fact.currency)}</strong>
        {replay.matches ? ", the same value. " : ", another value than before. "}
        {replay.note}
      </span>
    </p>
  );
}
