/** What the quality checks say about a holding's prices; nothing when they found nothing. */
import { useQuery } from "@tanstack/react-query";
import { getJson } from "@/api/client";
import type { FindingsPage } from "@/api/types.gen";

const SHOWN = 6;

export function PriceFindings({ symbol, asOf }: { symbol: string; asOf: string | undefined }) {
  const { data } = useQuery({
    queryKey: ["market", "findings", symbol, asOf ?? "latest"],
    queryFn: ({ signal }) => getJson<FindingsPage>("/market/findings", { query: { symbol, as_of: asOf }, signal }),
  });
  if (!data || data.findings.length === 0) return null;
  const newestFirst = [...data.findings].sort((one, other) => other.on.localeCompare(one.on)).slice(0, SHOWN);
  return (
    <section>
      <h3 className="mb-1 text-data font-semibold text-ink-2">Checks of the prices</h3>
      <ul className="space-y-1 text-data">
        {newestFirst.map((finding) => (
          <li key={`${finding.code}-${finding.on}`}>
            <span className="font-medium">{finding.severity}</span> {finding.message} {finding.marked ? "It is used in no calculation." : null}
          </li>
        ))}
      </ul>
      {data.total > newestFirst.length ? <p className="mt-1 text-data text-ink-2">{data.total - newestFirst.length} earlier ones are not listed.</p> : null}
    </section>
  );
}
