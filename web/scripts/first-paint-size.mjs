/**
 * Fails when the JavaScript that the browser must have before it can paint the Overview grows over its budget.
 *
 * Counted, gzip: the entry and what it imports statically, and the Overview's own chunk with what that imports statically.
 * Not counted: what the page loads after it has painted (ECharts, the chat, the evidence drawer).
 */
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 200;
const folder = fileURLToPath(new URL("../../src/plumbline/api/static/", import.meta.url));
const FIRST_ROUTE = /(?<=import\(["'`])\.\/overview-[\w-]+\.js(?=["'`]\))/;

const html = readFileSync(`${folder}index.html`, "utf8");
const entries = Array.from(html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g), ([, path]) => path);
if (entries.length === 0) throw new Error("Expected index.html to name its scripts, found none. Build the web app first: make web");

const sizes = new Map();
for (const entry of entries) count(entry);
const route = entries.map(overviewIn).find(Boolean);
if (!route) throw new Error("Expected the entry to import the Overview's chunk, found no import of overview-*.js.");
count(route);

for (const [path, kilobytes] of sizes) console.log(`${kilobytes.toFixed(1).padStart(7)} kB  ${path}`);
const total = [...sizes.values()].reduce((sum, kilobytes) => sum + kilobytes, 0);
console.log(`${total.toFixed(1).padStart(7)} kB  gzip before first paint, budget ${BUDGET_KB} kB`);
if (total > BUDGET_KB) {
  console.error("Over budget: load what the first page does not need with import().");
  process.exit(1);
}

/** The Overview's chunk, where this script is the one that loads it. */
function overviewIn(entry) {
  const found = FIRST_ROUTE.exec(read(entry).toString());
  return found ? posix.join(posix.dirname(entry), found[0]) : null;
}

/** Static imports are statements; import("...") is a call and loads later. */
function count(path) {
  if (sizes.has(path)) return;
  const code = read(path);
  sizes.set(path, gzipSync(code).length / 1000);
  for (const [, imported] of code.toString().matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g)) count(posix.join(posix.dirname(path), imported));
}

function read(path) {
  return readFileSync(folder + path);
}
