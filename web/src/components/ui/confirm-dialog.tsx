/** Asks before something that can not be undone. */
import { problemMessage } from "@/api/client";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";

interface ConfirmDialogProps {
  title: string;
  text: string;
  action: string;
  pending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDialog({ title, text, action, pending, error, onConfirm, onCancel }: ConfirmDialogProps) {
  return (
    <Modal title={title} onClose={onCancel}>
      <p className="mt-2 text-ink-2">{text}</p>
      {error ? (
        <p role="alert" className="mt-2 text-loss">
          {problemMessage(error)}
        </p>
      ) : null}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button weight="primary" disabled={pending} onClick={() => onConfirm()}>
          {pending ? "Working…" : action}
        </Button>
      </div>
    </Modal>
  );
}
