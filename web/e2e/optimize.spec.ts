/** The page of optimization: a proposal with weights, risk, frontier and trades; limits that conflict are named. */
import { expect, test } from "./fixtures";

test("a proposal shows weights, risk, the frontier and the trades, each figure with its evidence", async ({ signedInPage: page }) => {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Optimize" }).first().click();
  await expect(page.getByText("No proposal yet")).toBeVisible();
  await page.getByRole("button", { name: "Propose weights" }).click();
  const glance = page.getByRole("region", { name: "The proposal at a glance" });
  await expect(glance).toContainText("Volatility");
  await expect(page.getByRole("region", { name: "Weights", exact: true })).toContainText("AAPL");
  await expect(page.getByRole("img", { name: /^Efficient frontier of \d+ points: Now at .*; Proposal at/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Trades toward it, in whole shares" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Show Efficient frontier as a table" }).click();
  await page.getByRole("row", { name: /^Proposal/ }).getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("What it is");
});

test("limits that can not hold together are named", async ({ signedInPage: page }) => {
  await page.goto("/optimize");
  await page.getByLabel("Each at most").fill("2");
  await page.getByRole("button", { name: "Propose weights" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("No weights can meet all of these limits at once");
  await expect(alert.getByRole("listitem")).toHaveText([/upper bounds/, /budget/]);
  await page.getByLabel("Each at most").fill("30");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByRole("region", { name: "The proposal at a glance" })).toBeVisible();
});

test("a sector limit and a target hold the optimum back, and it says so", async ({ signedInPage: page }) => {
  await page.goto("/optimize");
  await page.getByRole("button", { name: "Limit a sector" }).click();
  await page.getByLabel("Sector", { exact: true }).selectOption("Consumer Staples");
  await page.getByLabel("Consumer Staples at most, percent").fill("10");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByText(/Held back by:.*Consumer Staples at most 10/)).toBeVisible();
  await page.getByLabel("Aim for").selectOption({ label: "Target volatility" });
  await page.getByRole("spinbutton", { name: "Volatility per year" }).fill("16");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByText(/Held back by:.*volatility at most 16/)).toBeVisible();
});

test("a symbol that is not known is said in place", async ({ signedInPage: page }) => {
  await page.goto("/optimize");
  await page.getByLabel("May be bought").fill("NOSUCH");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByRole("alert")).toContainText("NOSUCH");
});

for (const theme of ["light", "dark"] as const) {
  test(`it is accessible in ${theme}, and fits a phone`, async ({ signedInPage: page, expectAccessible }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto("/optimize?asof=2020-03-23");
    await page.getByRole("button", { name: "Limit a sector" }).click();
    await page.getByRole("button", { name: "Propose weights" }).click();
    await expect(page.getByRole("region", { name: "The proposal at a glance" })).toContainText("as of 2020-03-23");
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(() => {
      const main = document.querySelector("main");
      return Math.max(document.documentElement.scrollWidth - window.innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
    });
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
