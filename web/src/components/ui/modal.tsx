/** A small question in the middle of the page, on the native dialog. */
import { useId, type ReactNode } from "react";
import { useModal } from "@/components/ui/use-modal";

interface ModalProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Modal({ title, onClose, children }: ModalProps) {
  const dialog = useModal();
  const titleId = useId();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      className="fade-in fixed inset-0 m-auto w-[min(26rem,calc(100vw-24px))] rounded-lg border border-line bg-raised p-5 text-left whitespace-normal text-ink shadow-2xl backdrop:bg-black/40"
    >
      <h2 id={titleId} className="text-base font-semibold break-words">
        {title}
      </h2>
      {children}
    </dialog>
  );
}
