/** What one can do with a portfolio: rename, export, delete (after a question). */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { apiUrl, patchJson, remove } from "@/api/client";
import type { PortfolioSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RenameDialog } from "@/components/ui/rename-dialog";
import { usePatchSearch } from "@/lib/app-search";

const ICON = "size-4";

export function PortfolioActions({ portfolio }: { portfolio: PortfolioSummary }) {
  const [asked, setAsked] = useState<"rename" | "delete" | null>(null);
  const queryClient = useQueryClient();
  const patchSearch = usePatchSearch();
  const path = `/portfolios/${encodeURIComponent(portfolio.id)}`;
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["portfolios"] });
  const rename = useMutation({
    mutationFn: (name: string) => patchJson<unknown>(path, { json: { name } }),
    onSuccess: async () => {
      setAsked(null);
      await Promise.all([refresh(), queryClient.invalidateQueries({ queryKey: ["portfolio", portfolio.id] })]);
    },
  });
  const destroy = useMutation({
    mutationFn: () => remove(path),
    onSuccess: async () => {
      setAsked(null);
      patchSearch({ portfolio: undefined, selected: undefined });
      await refresh();
    },
  });
  return (
    <>
      <Button icon weight="quiet" aria-label="Rename portfolio" title="Rename" onClick={() => setAsked("rename")}>
        <Pencil aria-hidden="true" className={ICON} />
      </Button>
      <a
        href={apiUrl(`${path}/export`)}
        download
        aria-label="Export holdings as CSV"
        title="Export as CSV"
        className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <Download aria-hidden="true" className={ICON} />
      </a>
      <Button icon weight="quiet" aria-label="Delete portfolio" title="Delete" onClick={() => setAsked("delete")}>
        <Trash2 aria-hidden="true" className={ICON} />
      </Button>
      {asked === "rename" ? (
        <RenameDialog title="Rename portfolio" name={portfolio.name} longest={80} pending={rename.isPending} error={rename.error} onSave={rename.mutate} onCancel={() => setAsked(null)} />
      ) : null}
      {asked === "delete" ? (
        <ConfirmDialog
          title={`Delete ${portfolio.name}?`}
          text={`Its ${portfolio.n_holdings} holdings and its history go with it. This can not be undone; export it first if you may need it again.`}
          action="Delete"
          pending={destroy.isPending}
          error={destroy.error}
          onConfirm={destroy.mutate}
          onCancel={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
