/** Fails when the JavaScript that the browser must have before it can paint anything grows over its budget. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 200;
const folder = fileURLToPath(new URL("../../src/plumbline/api/static", import.meta.url));

// Vite names in index.html the entry and, as modulepreload, each chunk that the entry imports statically.
const html = readFileSync(`${folder}/index.html`, "utf8");
const scripts = new Set(Array.from(html.matchAll(/(?:src|href)="([^"]+\.js)"/g), ([, path]) => path));
if (scripts.size === 0) throw new Error("Expected index.html to name its scripts, found none. Build the web app first: make web");

const sizes = [...scripts].map((path) => ({ path, kilobytes: gzipSync(readFileSync(folder + path)).length / 1000 }));
const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
for (const { path, kilobytes } of sizes) console.log(`${kilobytes.toFixed(1).padStart(7)} kB  ${path}`);
console.log(`${total.toFixed(1).padStart(7)} kB  gzip before first paint, budget ${BUDGET_KB} kB`);
if (total > BUDGET_KB) {
  console.error("Over budget: load what the first page does not need with import().");
  process.exit(1);
}
