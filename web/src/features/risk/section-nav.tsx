/** The sections of the risk page by what a person wants to know. All are in view where there is room; a phone has a native list. */
import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { SECTION_GROUPS, type Section } from "@/features/risk/sections";

export function SectionNav({ current }: { current: Section | undefined }) {
  const navigate = useNavigate();
  return (
    <nav aria-label="Sections of the risk page" className="no-print @container mt-2 mb-4">
      <div className="relative @2xl:hidden">
        <select
          aria-label="Section"
          value={current?.key ?? ""}
          onChange={(event) => void navigate({ to: "/risk/$section", params: { section: event.target.value } })}
          className="h-10 w-full appearance-none rounded-md border border-line bg-raised pr-9 pl-3 font-medium"
        >
          {current ? null : <option value="">Choose a section</option>}
          {SECTION_GROUPS.map(({ name, sections }) => (
            <optgroup key={name} label={name}>
              {sections.map((section) => (
                <option key={section.key} value={section.key}>
                  {section.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-3 right-3 size-4 text-ink-3" />
      </div>
      <div className="hidden flex-wrap gap-x-5 gap-y-1 border-b border-line @2xl:flex">
        {SECTION_GROUPS.map(({ name, sections }) => (
          <div key={name} role="group" aria-label={name}>
            <p aria-hidden="true" className="px-2 text-2xs text-ink-3">
              {name}
            </p>
            <div className="flex">
              {sections.map((section) => (
                <Link
                  key={section.key}
                  to="/risk/$section"
                  params={{ section: section.key }}
                  aria-current={section.key === current?.key ? "page" : undefined}
                  className="flex h-8 shrink-0 items-center border-b-2 border-transparent px-2 text-data font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
                >
                  {section.name}
                </Link>
              ))}
            </div>
          </div>
        ))}
      </div>
    </nav>
  );
}
