/** The fields of a holdings file, in the words of a person. */
import type { ColumnChoice } from "@/api/types.gen";

export type ImportField = ColumnChoice["field"];

export const FIELD_NAMES: Record<ImportField, string> = {
  symbol: "Symbol",
  description: "Description",
  quantity: "Quantity",
  cost_basis_per_share: "Cost a share",
  cost_basis_total: "Cost in total",
  price: "Price",
  market_value: "Value",
  currency: "Currency",
  asset_class: "Type",
  side: "Long or short",
  account_name: "Account",
  account_number: "Account number",
  opened_on: "Opened",
  report_date: "Date of the report",
  booked_on: "Booked",
  action: "Action",
  amount: "Amount",
};

export const FIELDS = Object.keys(FIELD_NAMES) as ImportField[];

/** What the person has chosen: the column for a field, or that the file has none. */
export type Mapping = Partial<Record<ImportField, string>>;

/** As the server reads it; null when nothing was chosen and detection decides. */
export function mappingParameter(mapping: Mapping): string | null {
  return Object.keys(mapping).length === 0 ? null : JSON.stringify(mapping);
}
