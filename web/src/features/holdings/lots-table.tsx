/** The lots of a holding, as they were imported. */
import type { LotRow } from "@/api/types.gen";
import { FactFigure } from "@/components/slots/fact-figure";

const HEAD = "pb-1 pl-3 text-right font-normal";
const CELL = "py-1 pl-3 text-right";

export function LotsTable({ lots }: { lots: readonly LotRow[] }) {
  return (
    <section>
      <h3 className="mb-1 text-data font-semibold text-ink-2">{lots.length === 1 ? "Lot" : `${lots.length} lots`}</h3>
      <table className="w-full text-data">
        <thead>
          <tr className="border-b border-line text-2xs text-ink-3">
            <th scope="col" className="pb-1 text-left font-normal">
              Opened
            </th>
            <th scope="col" className={HEAD}>
              Quantity
            </th>
            <th scope="col" className={HEAD}>
              Cost a share
            </th>
            <th scope="col" className={HEAD}>
              Gain
            </th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot, index) => (
            <tr key={index} className="border-b border-line/60 last:border-0">
              <th scope="row" className="py-1 text-left font-normal">
                {lot.opened_on ?? "not stated"}
                {lot.account ? <span className="block text-2xs text-ink-3">{lot.account}</span> : null}
              </th>
              <td className={CELL}>
                <FactFigure id={`/lots/${index}/quantity`} />
              </td>
              <td className={CELL}>
                <FactFigure id={`/lots/${index}/cost_basis_per_share`} />
              </td>
              <td className={CELL}>
                <FactFigure id={`/lots/${index}/unrealized_gain`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
