/** Asks what the file should be and contain, and saves it. Many reports take some seconds: it says so while it works. */
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactNode, type SubmitEvent } from "react";
import { problemMessage, send } from "@/api/client";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { useAppSearch } from "@/lib/app-search";

interface ReportDialogProps {
  portfolioId: string;
  section: { key: string; name: string } | null;
  onClose: () => void;
}

type Format = "pdf" | "html";
type Paper = "a4" | "us-letter";

export default function ReportDialog({ portfolioId, section, onClose }: ReportDialogProps) {
  const { asof } = useAppSearch();
  const [format, setFormat] = useState<Format>("pdf");
  const [paper, setPaper] = useState<Paper>("a4");
  const [onlyThis, setOnlyThis] = useState(section !== null);
  const download = useMutation({
    mutationFn: async () => {
      const query = { format, paper: format === "pdf" ? paper : undefined, section: onlyThis ? section?.key : undefined, as_of: asof };
      const response = await send("GET", `/portfolios/${encodeURIComponent(portfolioId)}/document`, { query, headers: { Accept: "*/*" } });
      saveAs(await response.blob(), fileName(response) ?? `report.${format}`);
    },
    onSuccess: onClose,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    download.mutate();
  };
  return (
    <Modal title="Download report" onClose={onClose}>
      <form onSubmit={submit} className="mt-3 space-y-3">
        {section ? (
          <Choices legend="Contents">
            <Choice name="contents" label={`Only ${section.name}`} checked={onlyThis} onChoose={() => setOnlyThis(true)} />
            <Choice name="contents" label="All reports" checked={!onlyThis} onChoose={() => setOnlyThis(false)} />
          </Choices>
        ) : null}
        <Choices legend="Format">
          <Choice name="format" label="PDF, to print or send" checked={format === "pdf"} onChoose={() => setFormat("pdf")} />
          <Choice name="format" label="HTML, one page that needs nothing else" checked={format === "html"} onChoose={() => setFormat("html")} />
        </Choices>
        {format === "pdf" ? (
          <Choices legend="Paper">
            <Choice name="paper" label="A4" checked={paper === "a4"} onChoose={() => setPaper("a4")} />
            <Choice name="paper" label="Letter" checked={paper === "us-letter"} onChoose={() => setPaper("us-letter")} />
          </Choices>
        ) : null}
        {download.error ? (
          <p role="alert" className="text-loss">
            {problemMessage(download.error)}
          </p>
        ) : null}
        <div className="flex items-center justify-end gap-2">
          <span role="status" className="flex-1 text-data text-ink-2">
            {download.isPending ? "Writing the report…" : ""}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" weight="primary" disabled={download.isPending}>
            Download
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="text-data font-medium text-ink-2">{legend}</legend>
      <div className="mt-1">{children}</div>
    </fieldset>
  );
}

function Choice({ name, label, checked, onChoose }: { name: string; label: string; checked: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-8 items-center gap-2">
      <input type="radio" name={name} checked={checked} onChange={onChoose} className="size-4 accent-accent" />
      {label}
    </label>
  );
}

/** The name that the server gives the file, in any script. */
export function fileName(response: Response): string | null {
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  return name ? decodeURIComponent(name) : null;
}

function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
