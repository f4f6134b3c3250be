/** How one episode was replayed: what it was, which holdings carried it, and whose prices stood in for theirs. */
import { useMemo, useState } from "react";
import type { EpisodeHolding, StressView } from "@/api/types.gen";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FactScope } from "@/components/figure/fact-scope";
import { FactFigure } from "@/components/slots/fact-figure";

const REPLAYED: Record<EpisodeHolding["replayed_by"], string> = {
  own: "its own prices",
  sector: "its sector stood in",
  index: "the index stood in",
  none: "nothing: left unmoved",
};

export function EpisodeHoldings({ view: { report, facts } }: { view: StressView }) {
  const scope = useMemo(() => ({ facts, runId: null }), [facts]);
  const [wanted, setWanted] = useState<string | null>(null);
  const place = Math.max(0, report.episodes.findIndex(({ key }) => key === (wanted ?? worstOf(report.episodes))));
  const episode = report.episodes[place];
  if (!episode) return null;
  return (
    <FactScope value={scope}>
      <ChartFrame
        title="How an episode was replayed"
        asOf={report.as_of}
        legend={
          <select aria-label="Episode" value={episode.key} onChange={(event) => setWanted(event.target.value)} className="h-8 max-w-44 rounded-md border border-line bg-raised px-2 text-data">
            {report.episodes.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        }
        chart={
          <>
            <p className="text-data text-ink-2">
              {episode.what} {episode.start} to {episode.end}. {episode.reason ? `${sentence(episode.reason)} ` : ""}Own prices cover <FactFigure id={`/episodes/${place}/coverage`} marks={false} className="mr-1.5" /> of the
              portfolio, stand-ins <FactFigure id={`/episodes/${place}/proxied`} marks={false} />.
            </p>
            <table className="mt-2 w-full text-data">
              <thead>
                <tr className="border-b border-line text-2xs text-ink-3">
                  <th scope="col" className="pb-1 text-left font-normal">
                    Holding
                  </th>
                  <th scope="col" className="pb-1 pl-2 text-left font-normal">
                    Replayed by
                  </th>
                  <th scope="col" className="pb-1 pl-2 text-right font-normal">
                    Move
                  </th>
                  <th scope="col" className="pb-1 pl-2 text-right font-normal">
                    Change
                  </th>
                </tr>
              </thead>
              <tbody>
                {episode.largest.map((holding, index) => (
                  <tr key={holding.symbol} className="border-b border-line/60 last:border-0">
                    <th scope="row" className="py-1.5 text-left font-normal">
                      {holding.symbol}
                    </th>
                    <td className="py-1.5 pl-2 text-ink-2">{REPLAYED[holding.replayed_by]}</td>
                    <td className="py-1.5 pl-2 text-right whitespace-nowrap">
                      <FactFigure id={`/episodes/${place}/largest/${index}/move`} />
                    </td>
                    <td className="py-1.5 pl-2 text-right whitespace-nowrap">
                      <FactFigure id={`/episodes/${place}/largest/${index}/change`} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        }
      />
    </FactScope>
  );
}

/** The one that cost most: the first a person asks about. */
export function worstOf(episodes: readonly { key: string; value: number | null }[]): string | null {
  const known = episodes.filter((episode): episode is { key: string; value: number } => episode.value !== null);
  return known.reduce<{ key: string; value: number } | null>((worst, episode) => (worst === null || episode.value < worst.value ? episode : worst), null)?.key ?? null;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
