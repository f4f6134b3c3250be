/**
 * Prints how much JavaScript the first paint loads, gzip: the entry and everything it imports statically.
 *
 * Usage: node scripts/bundle-size.mjs [FOLDER] [LIMIT_KB]   (default ../src/plumbline/api/static and 200; exit 1 above the limit)
 */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "../src/plumbline/api/static";
const limit = Number(process.argv[3] ?? 200);
const html = readFileSync(join(folder, "index.html"), "utf8");
const entries = [...html.matchAll(/<script[^>]+src="\/([^"]+)"/g), ...html.matchAll(/<link[^>]+rel="modulepreload"[^>]+href="\/([^"]+)"/g)].map((match) => match[1]);
if (entries.length === 0) throw new Error(`Expected a script in ${join(folder, "index.html")}, found none. Build the web app first.`);

const sizes = new Map();
for (const entry of entries) measure(entry);
let total = 0;
for (const [file, bytes] of sizes) {
  total += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${file}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB  gzip, first paint (limit ${limit} kB)`);
if (total > limit * 1000) {
  console.error(`Expected at most ${limit} kB of JavaScript for the first paint, found ${(total / 1000).toFixed(1)} kB.`);
  process.exitCode = 1;
}

/** Dynamic imports are calls, import("..."), and load later; static ones are statements. */
function measure(file) {
  if (sizes.has(file)) return;
  const code = readFileSync(join(folder, file));
  sizes.set(file, gzipSync(code, { level: 9 }).length);
  for (const match of code.toString("utf8").matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+)["']/g)) {
    measure(posix.join(posix.dirname(file), match[1]));
  }
}
