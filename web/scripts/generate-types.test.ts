// @vitest-environment node
/** Runs the generator on a small document that has each construct which once broke it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const DOCUMENT = {
  $defs: {
    Note: {
      title: "Note",
      type: "object",
      properties: { kind: { const: "note", type: "string", title: "Kind" }, title: { type: "string", title: "Title" } },
      required: ["kind", "title"],
      additionalProperties: false,
    },
    Span: {
      title: "Span",
      type: "object",
      properties: {
        kind: { const: "span", type: "string" },
        from: { type: "string", format: "date" },
        pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], minItems: 2, maxItems: 2 },
      },
      required: ["kind", "from", "pair"],
      additionalProperties: false,
    },
    Slot: {
      discriminator: { propertyName: "kind", mapping: { note: "#/$defs/Note", span: "#/$defs/Span" } },
      oneOf: [{ $ref: "#/$defs/Note" }, { $ref: "#/$defs/Span" }],
    },
  },
  "x-roots": [
    { name: "Slot", ref: "#/$defs/Slot", mode: "serialization" },
    { name: "Remark", ref: "#/$defs/Note", mode: "validation" },
  ],
};

interface Generated {
  validateSlot: (data: unknown) => boolean;
  validateRemark: (data: unknown) => boolean;
}

const folder = mkdtempSync(join(tmpdir(), "generate-types-"));
let types: string;
let validators: Generated;

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "schemas.json"), JSON.stringify(DOCUMENT));
  execFileSync(process.execPath, [resolve("scripts/generate-types.mjs"), folder]);
  types = readFileSync(join(folder, "types.gen.ts"), "utf8");
  validators = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "validators.gen.js")).href)) as Generated;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("generate-types", () => {
  it("names each definition and each root, and keeps a field that is called title", () => {
    expect(types).toContain("export interface Note {");
    expect(types).toContain("export type Slot = Note | Span;");
    expect(types).toMatch(/export type Remark = Note|export interface Remark/);
    expect(types).toMatch(/title: string;/);
    expect(types).not.toContain("WireIndex");
  });

  it("types a pair as a pair", () => {
    expect(types).toMatch(/pair: \[string, number\]/);
  });

  it("accepts what fits one branch", () => {
    expect(validators.validateSlot({ kind: "note", title: "x" })).toBe(true);
    expect(validators.validateSlot({ kind: "span", from: "2024-02-29", pair: ["a", 1] })).toBe(true);
    expect(validators.validateRemark({ kind: "note", title: "x" })).toBe(true);
  });

  it.each([
    [{ kind: "other" }],
    [{ kind: "note" }],
    [{ kind: "note", title: "x", more: 1 }],
    [{ kind: "span", from: "2023-02-29", pair: ["a", 1] }],
    [{ kind: "span", from: "2024-02-29", pair: [1, "a"] }],
  ])("refuses %j", (data) => {
    expect(validators.validateSlot(data)).toBe(false);
  });
});
