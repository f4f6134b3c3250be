/**
 * Takes the pictures of the README in the Chromium that the system has.
 *
 * Usage: node scripts/screenshots.mjs ADDRESS SIGN_IN_PATH FOLDER   (scripts/screenshots.sh starts the server for it)
 */
import { chromium } from "@playwright/test";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

const [address, signIn, folder] = process.argv.slice(2);
if (!address || !signIn || !folder) throw new Error("Expected ADDRESS SIGN_IN_PATH FOLDER. Run scripts/screenshots.sh instead.");
const SIZE = { width: 1440, height: 900 };
const MOST_BYTES = 300_000;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
await page.goto(address + signIn);

await page.getByRole("img", { name: /ended at/ }).waitFor();
await ask("What is driving my risk?");
await take("overview.png");

await page.getByRole("article").last().locator("[data-fact]").first().click();
await page.getByRole("button", { name: "Compute it again" }).click();
await page.getByText("the same value").waitFor();
await take("answer.png");
await page.keyboard.press("Escape");

await page.goto(`${address}/risk/correlation`);
await page.getByRole("grid", { name: /^Correlation/ }).waitFor();
await take("risk.png");

await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
await page.getByRole("link", { name: "Workspace" }).first().click();
await ask("Show me the risk dashboard");
await page.getByRole("tab").first().waitFor();
await page.getByRole("button", { name: "Select AMD" }).click();
await take("workspace-dark.png");
await browser.close();

async function ask(text) {
  const question = page.getByLabel("Your question");
  await question.fill(text);
  await question.press("Enter");
  await page.getByRole("article", { name: text }).getByRole("button", { name: "Copy answer" }).waitFor();
}

async function take(name) {
  await page.mouse.move(0, 0);
  await page.evaluate("document.activeElement?.blur()");
  await page.waitForTimeout(600);
  const path = join(folder, name);
  await page.screenshot({ path, animations: "disabled" });
  const { size } = statSync(path);
  console.log(`${Math.round(size / 1000)} kB  ${path}`);
  if (size > MOST_BYTES) throw new Error(`Expected at most ${MOST_BYTES / 1000} kB, found ${size / 1000} kB.`);
}
