/** Portfolios kept together under a name: a household, clients, a desk. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type SubmitEvent } from "react";
import { patchJson, postJson, problemMessage } from "@/api/client";
import type { GroupSummary, PortfolioSummary } from "@/api/types.gen";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";

interface GroupDialogProps {
  /** Null for a new one. */
  group: GroupSummary | null;
  portfolios: readonly PortfolioSummary[];
  onSaved: (group: GroupSummary) => void;
  onCancel: () => void;
}

const FIELD = "mt-1 h-9 w-full rounded-md border border-line-strong bg-raised px-2.5";
const LONGEST_NAME = 80;

export default function GroupDialog({ group, portfolios, onSaved, onCancel }: GroupDialogProps) {
  const [name, setName] = useState(group?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(group?.members.map(({ id }) => id) ?? []);
  const id = useId();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const json = { name: name.trim(), members };
      return group ? patchJson<GroupSummary>(`/groups/${encodeURIComponent(group.id)}`, { json }) : postJson<GroupSummary>("/groups", { json });
    },
    onSuccess: async (saved) => {
      await Promise.all([cache.invalidateQueries({ queryKey: ["groups"] }), cache.invalidateQueries({ queryKey: ["portfolio", saved.id] })]);
      onSaved(saved);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const toggle = (member: string) => setMembers(members.includes(member) ? members.filter((one) => one !== member) : [...members, member]);
  return (
    <Modal title={group ? "Change group" : "New group"} onClose={onCancel}>
      <form onSubmit={submit}>
        <label htmlFor={id} className="mt-3 block text-data text-ink-2">
          Name
        </label>
        <input id={id} value={name} maxLength={LONGEST_NAME} placeholder="Household" onChange={(event) => setName(event.target.value)} className={FIELD} />
        <fieldset className="mt-3">
          <legend className="text-data text-ink-2">Portfolios in it</legend>
          <ul className="mt-1 max-h-64 overflow-y-auto rounded-md border border-line">
            {portfolios.map((portfolio) => (
              <li key={portfolio.id}>
                <label className="flex min-h-9 items-center gap-2 px-2.5 hover:bg-sunken">
                  <input type="checkbox" checked={members.includes(portfolio.id)} onChange={() => toggle(portfolio.id)} className="size-4 accent-accent" />
                  <span className="min-w-0 break-words">{portfolio.name}</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        {save.error ? (
          <p role="alert" className="mt-2 text-loss">
            {problemMessage(save.error)}
          </p>
        ) : null}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" weight="primary" disabled={save.isPending || name.trim() === "" || members.length === 0}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
