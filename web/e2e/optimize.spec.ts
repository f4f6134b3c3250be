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

test("long and short, a symbol and a group are limited", async ({ signedInPage: page, expectAccessible }) => {
  await page.goto("/optimize");
  await page.getByText("Long and short, costs, symbols, groups").click();
  await page.getByLabel("Gross at most").fill("100");
  await page.getByRole("button", { name: "Limit a symbol" }).click();
  await page.getByLabel("Symbols of symbol limit 1").fill("JNJ");
  await page.getByLabel("At most, symbol limit 1, percent").fill("15");
  await page.getByRole("button", { name: "Limit a group" }).click();
  await page.getByLabel("Symbols of group limit 1").fill("WMT, UNH");
  await page.getByLabel("At most, group limit 1, percent").fill("12");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByText(/Held back by:.*WMT, UNH/)).toBeVisible();
  await expectAccessible(page);
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

test("a view of one's own moves what is expected, and the optimum is kept as a proposal", async ({ signedInPage: page }) => {
  const title = `Banks ${Date.now()}`;
  await page.goto("/optimize");
  await page.getByLabel("Aim for").selectOption({ label: "Your views (Black-Litterman)" });
  await page.getByRole("button", { name: "Add a view" }).click();
  await page.getByLabel("Symbol of view 1").fill("jpm");
  await page.getByLabel("Return of view 1, percent a year").fill("15");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByRole("region", { name: "Expected return a year" })).toContainText("JPM");
  await expect(page.getByText("Your view: JPM returns 15% a year (confidence 50%).")).toBeVisible();
  await page.getByRole("button", { name: "Save as proposal" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(title);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "All proposals" }).click();
  await expect(page.getByRole("list", { name: "Proposals" }).getByRole("listitem").filter({ hasText: title })).toContainText("Optimization");
});

test("shares of risk are given, and met", async ({ signedInPage: page }) => {
  await page.goto("/optimize");
  await page.getByLabel("Aim for").selectOption({ label: "Risk budget" });
  await page.getByRole("button", { name: "Add a share" }).click();
  await page.getByLabel("Name of budget 1").fill("XOM");
  await page.getByLabel("Share of budget 1, percent").fill("40");
  await page.getByRole("button", { name: "Propose weights" }).click();
  await expect(page.getByRole("region", { name: "Trades toward it, in whole shares", exact: true }).getByRole("row", { name: /^XOM/ })).toContainText("40.0%");
});

test("targets lead to trades with their lots, and to a proposal", async ({ signedInPage: page, expectAccessible }) => {
  const title = `Equal ${Date.now()}`;
  await page.goto("/optimize");
  await page.getByRole("button", { name: "Back to targets" }).click();
  await expect(page).toHaveURL(/mode=rebalance/);
  await expect(page.getByRole("button", { name: "Find trades" })).toBeDisabled();
  await page.getByRole("button", { name: "Equal", exact: true }).click();
  await page.getByLabel("Sales use lots").selectOption({ label: "Highest cost first" });
  await page.getByRole("button", { name: "Find trades" }).click();
  const glance = page.getByRole("region", { name: "At a glance" });
  await expect(glance).toContainText("Realized gain");
  await expect(page.getByRole("region", { name: "Tax lots closed", exact: true })).toContainText("AAPL");
  await expectAccessible(page);
  await glance.getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("What it is");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save as proposal" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(title);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "All proposals" }).click();
  await expect(page.getByRole("list", { name: "Proposals" }).getByRole("listitem").filter({ hasText: title })).toContainText("Rebalancing");
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
