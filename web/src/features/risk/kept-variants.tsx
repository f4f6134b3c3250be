/** Variants that were kept: try one again, take it away, or see all side by side. */
import { X } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { freeTitle } from "@/features/risk/use-kept";
import { isTried, MOST_KEPT, type Kept, type Trial } from "@/features/risk/use-what-if";

interface KeptVariantsProps {
  kept: readonly Kept[];
  now: Trial;
  isComparing: boolean;
  onKeep: (kept: readonly Kept[]) => void;
  onTry: (trial: Trial) => void;
  onCompare: (on: boolean) => void;
}

export function KeptVariants({ kept, now, isComparing, onKeep, onTry, onCompare }: KeptVariantsProps) {
  const [title, setTitle] = useState("");
  const name = title.trim() === "" ? freeTitle(kept) : title.trim();
  const isTaken = kept.some((one) => one.title === name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onKeep([...kept, { ...now, title: name }]);
    setTitle("");
  };
  return (
    <div className="mt-3 border-t border-line pt-3">
      <form onSubmit={submit} className="flex gap-2">
        <input aria-label="Name of the variant" value={title} maxLength={60} placeholder={freeTitle(kept)} onChange={(event) => setTitle(event.target.value)} className="h-8 min-w-0 flex-1 rounded-md border border-line bg-raised px-2 text-data" />
        <Button type="submit" disabled={!isTried(now) || isTaken || kept.length >= MOST_KEPT} title="Keep these weights, to compare them with others">
          Keep variant
        </Button>
      </form>
      {kept.length > 0 ? (
        <>
          <ul aria-label="Kept variants" className="mt-2">
            {kept.map((one) => (
              <li key={one.title} className="flex items-center gap-1">
                <button type="button" title="Try it again" className="min-h-8 min-w-0 flex-1 truncate text-left text-data hover:underline" onClick={() => onTry(one)}>
                  {one.title}
                </button>
                <Button icon weight="quiet" aria-label={`Remove ${one.title}`} onClick={() => onKeep(kept.filter((other) => other !== one))}>
                  <X aria-hidden="true" className="size-4" />
                </Button>
              </li>
            ))}
          </ul>
          <Button className="mt-1 w-full" aria-pressed={isComparing} onClick={() => onCompare(!isComparing)}>
            {isComparing ? "Back to the one being tried" : "Compare side by side"}
          </Button>
        </>
      ) : null}
    </div>
  );
}
