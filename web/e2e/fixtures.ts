/** The `test` of every browser test: a signed-in page, an accessibility check, and no complaint from the Content Security Policy. */
import { test as base, expect, type Page, type Response } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { signInLink } from "./server";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

interface Fixtures {
  /** A page that has opened a fresh sign-in link. */
  signedInPage: Page;
  /** Runs axe on the page as it is now and expects no violation. */
  expectAccessible: (page: Page) => Promise<void>;
  policyComplaints: string[];
}

export const test = base.extend<Fixtures>({
  policyComplaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (/Content[- ]Security|Trusted ?Type/i.test(message.text())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints, "complaints of the Content Security Policy").toEqual([]);
    },
    { auto: true },
  ],
  signedInPage: async ({ page }, use) => {
    const answer = page.waitForResponse(isSignIn);
    await page.goto(signInLink());
    expect((await answer).ok(), "the sign-in link is accepted").toBe(true);
    await use(page);
  },
  // Playwright reads the names of a fixture's needs from this pattern; this one needs none.
  // eslint-disable-next-line no-empty-pattern
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      // evaluate() works under a policy that forbids injected scripts, a script tag does not.
      await page.evaluate(AXE);
      const violations = await page.evaluate(runAxe, WCAG_22_AA);
      expect(violations, "axe violations").toEqual([]);
    });
  },
});

export { expect };

function isSignIn(response: Response): boolean {
  return response.url().endsWith("/api/v1/session") && response.request().method() === "POST";
}

interface Axe {
  run: (options: { runOnly: string[] }) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/** Runs in the page; returns each violation as one line that names the rule and the element. */
async function runAxe(tags: string[]): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  const { violations } = await axe.run({ runOnly: tags });
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary ?? ""}`));
}
