/** Overview and holdings: every figure leads to its evidence, tables sort and filter, a bar selects. */
import { expect, test } from "./fixtures";

test("a figure says what it is on hover and opens its evidence on click", async ({ signedInPage: page }) => {
  const metric = page.getByRole("region", { name: "At a glance" }).getByRole("button").first();
  await metric.hover();
  await expect(page.getByRole("tooltip")).toContainText("As of");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toBeHidden();
  await metric.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("What it is");
  await expect(drawer).toContainText("Snapshot");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(metric).toBeFocused();
});

test("a bar selects its holding, the address and the chat know it", async ({ signedInPage: page }) => {
  await page.getByRole("button", { name: "Select AAPL" }).click();
  await expect(page).toHaveURL(/selected=AAPL/);
  await expect(page.getByText("AAPL selected")).toBeVisible();
  await page.getByRole("button", { name: "Clear the selection of AAPL" }).click();
  await expect(page).not.toHaveURL(/selected=/);
});

test("a chart has its table", async ({ signedInPage: page }) => {
  const toTable = page.getByRole("button", { name: /^Show .* as a table$/ }).first();
  await expect(page.getByRole("img", { name: /ended at/ })).toBeVisible();
  await toTable.click();
  await expect(page.getByRole("rowheader").filter({ hasText: /^\d{4}-\d{2}-\d{2}$/ }).first()).toBeVisible();
});

test("holdings sort, filter by the address, and open their detail", async ({ signedInPage: page }) => {
  await page.getByRole("link", { name: "Holdings" }).first().click();
  const table = page.getByRole("region", { name: "Holdings" });
  await table.getByRole("button", { name: "Holding" }).click();
  await expect(page).toHaveURL(/sort=symbol/);
  await expect(table.getByRole("row").nth(1)).toContainText("AAPL");
  await page.getByLabel("Find a holding").fill("apple");
  await expect(page).toHaveURL(/q=apple/);
  await expect(page.getByText(/^1 of \d+ shown$/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^1 of \d+ shown$/)).toBeVisible();
  await table.getByRole("rowheader").getByRole("button").first().click();
  const drawer = page.getByRole("dialog", { name: "AAPL" });
  await expect(drawer).toContainText("Position");
  await expect(drawer).toContainText("Returns");
  await expect(drawer.getByRole("img", { name: /Adjusted close/ })).toBeVisible();
});

test("the export is a CSV file", async ({ signedInPage: page }) => {
  await page.getByRole("link", { name: "Holdings" }).first().click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test("a narrow table keeps its main columns in sight, and shows all on request", async ({ signedInPage: page }) => {
  const hidden = () =>
    page.getByRole("region", { name: "Holdings" }).evaluate((table) => ({
      beyond: table.scrollWidth - table.clientWidth,
      headers: Array.from(table.querySelectorAll("th[scope=col]")).filter((header) => header.getBoundingClientRect().width > 0).length,
    }));
  for (const [width, least] of [[1280, 11], [1600, 11], [390, 4]] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/holdings");
    await expect(page.getByRole("table")).toBeVisible();
    const { beyond, headers } = await hidden();
    expect(beyond, `cut off at ${width}`).toBeLessThanOrEqual(0);
    expect(headers).toBeGreaterThanOrEqual(least);
  }
  await page.getByRole("button", { name: "All columns" }).click();
  expect((await hidden()).headers).toBeGreaterThanOrEqual(11);
});

test("a portfolio that was deleted elsewhere, and no portfolio at all, say what to do", async ({ signedInPage: page }) => {
  await expect(page.getByText("At a glance")).toBeVisible();
  await page.route("**/api/v1/portfolios**", (route) => route.fulfill({ json: [] }));
  await page.reload();
  await expect(page.getByRole("heading", { name: "No portfolio yet" })).toBeVisible();
  await page.unroute("**/api/v1/portfolios**");
  await page.goto("/?portfolio=pf_gone");
  await expect(page.getByRole("heading", { name: "This portfolio is not here" })).toBeVisible();
});

test("a server that pauses is said on the page, which goes on when it is back", async ({ signedInPage: page }) => {
  await expect(page.getByText("At a glance")).toBeVisible();
  // By then the other pages have been fetched.
  await page.waitForLoadState("networkidle");
  await page.route("**/api/**", (route) => route.abort());
  await page.getByRole("link", { name: "Holdings" }).first().click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("did not answer", { timeout: 20_000 });
  await page.unroute("**/api/**");
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Holdings of Growth" })).toBeVisible();
});

test("a session that ended asks to sign in again", async ({ signedInPage: page }) => {
  await expect(page.getByText("At a glance")).toBeVisible();
  await page.context().clearCookies();
  await page.getByLabel("Your question").fill("What is my beta?");
  await page.getByLabel("Your question").press("Enter");
  await expect(page.getByRole("article").last().getByRole("alert")).toContainText("sign-in");
  await page.getByRole("link", { name: "Holdings" }).first().click();
  await expect(page.getByRole("heading", { name: "Sign in with a one-time link" })).toBeVisible();
});
