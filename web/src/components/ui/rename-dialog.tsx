/** A new name for a thing. */
import { useId, useState } from "react";
import { problemMessage } from "@/api/client";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";

interface RenameDialogProps {
  title: string;
  name: string;
  longest: number;
  pending: boolean;
  error: Error | null;
  onSave: (name: string) => void;
  onCancel: () => void;
}

export function RenameDialog({ title, name, longest, pending, error, onSave, onCancel }: RenameDialogProps) {
  const [draft, setDraft] = useState(name);
  const fieldId = useId();
  const trimmed = draft.trim();
  return (
    <Modal title={title} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed) onSave(trimmed);
        }}
      >
        <label htmlFor={fieldId} className="mt-3 block text-data text-ink-2">
          Name
        </label>
        <input
          id={fieldId}
          value={draft}
          maxLength={longest}
          onChange={(event) => setDraft(event.target.value)}
          className="mt-1 h-9 w-full rounded-md border border-line-strong bg-raised px-2.5"
        />
        {error ? (
          <p role="alert" className="mt-2 text-loss">
            {problemMessage(error)}
          </p>
        ) : null}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" weight="primary" disabled={pending || trimmed === ""}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
