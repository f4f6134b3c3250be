/** The import page; success leads to the overview of the new portfolio. */
import { useNavigate } from "@tanstack/react-router";
import { ImportPage } from "@/features/imports/import-page";

export function ImportRoute() {
  const navigate = useNavigate();
  return <ImportPage onImported={(portfolio) => void navigate({ to: "/", search: (before) => ({ ...before, portfolio: portfolio.id, selected: undefined, thread: undefined }) })} />;
}
