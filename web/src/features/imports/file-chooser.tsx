/** A place to drop a file, which is also a button to pick one. */
import { FileUp } from "lucide-react";
import { clsx } from "clsx";
import { useRef, useState, type DragEvent } from "react";

export function FileChooser({ filename, onChoose }: { filename: string | null; onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChoose(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      <button
        type="button"
        onClick={() => input.current?.click()}
        onDragOver={over}
        onDragEnter={over}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
        className={clsx(
          "flex w-full items-center justify-center gap-3 rounded-lg border border-dashed px-4 text-left",
          filename ? "py-3" : "py-10",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong bg-raised hover:border-accent",
        )}
      >
        <FileUp aria-hidden="true" className="size-6 shrink-0 text-accent" />
        <span className="min-w-0">
          <span className="block truncate font-medium">{filename ?? "Drop a CSV file here, or choose one"}</span>
          <span className="block text-data text-ink-3">{filename ? "Choose another file" : "Columns are recognized by themselves; you can correct them."}</span>
        </span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label="File of holdings"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          // The same file, mended, can be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
