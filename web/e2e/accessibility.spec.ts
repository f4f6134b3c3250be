/** Every page, dark and light: no axe violation, and no sideways scrolling on a phone. */
import { expect, test } from "./fixtures";

const PAGES = [
  { path: "/", shows: "At a glance" },
  { path: "/holdings", shows: "Holdings of" },
  { path: "/import", shows: "Import a portfolio" },
  { path: "/workspace", shows: "Nothing here yet" },
  { path: "/?asof=2020-03-23", shows: "At a glance" },
];

for (const theme of ["light", "dark"] as const) {
  for (const { path, shows } of PAGES) {
    test(`${path} is accessible in ${theme}`, async ({ signedInPage: page, expectAccessible }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(path);
      await expect(page.getByText(shows).first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectAccessible(page);
    });
  }

  test(`the evidence drawer, the day panel and the chart's table are accessible in ${theme}`, async ({ signedInPage: page, expectAccessible }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.getByRole("button", { name: /^As of/ }).click();
    await expect(page.getByRole("slider")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Show .* as a table$/ }).first().click();
    await page.getByRole("region", { name: "At a glance" }).getByRole("button").first().click();
    await expect(page.getByRole("dialog")).toContainText("What it is");
    await expectAccessible(page);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const { path, shows } of PAGES) {
    test(`${path} fits`, async ({ signedInPage: page, expectAccessible }) => {
      await page.goto(path);
      await expect(page.getByText(shows).filter({ visible: true }).or(page.getByText("Ask about")).first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      const overflow = await page.evaluate(() => {
        const main = document.querySelector("main");
        return Math.max(document.documentElement.scrollWidth - window.innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
      });
      expect(overflow).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });
  }

  test("the chat covers the page and closes again", async ({ signedInPage: page, expectAccessible }) => {
    await page.getByRole("button", { name: "Chat" }).click();
    await expect(page.getByLabel("Your question")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Close chat" }).click();
    await expect(page.getByLabel("Your question")).toBeHidden();
    await page.getByRole("button", { name: "Chat" }).press("Enter");
    await expect(page.getByRole("complementary", { name: "Chat" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByLabel("Your question")).toBeHidden();
    await expect(page.getByRole("button", { name: "Chat" })).toBeFocused();
  });
});

test("the first key leads past the navigation", async ({ signedInPage: page }) => {
  await expect(page.getByText("At a glance")).toBeVisible();
  await page.reload();
  await expect(page.getByText("At a glance")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Download report" })).toBeFocused();
});
