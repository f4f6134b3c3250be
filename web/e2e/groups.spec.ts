/** Groups of portfolios: made, shown on every page, changed and deleted; the group of all is there without being made. */
import { expect, test } from "./fixtures";

test("a group is made, shown, changed and deleted", async ({ signedInPage: page, expectAccessible }) => {
  const name = `Household ${Date.now()}`;
  const switcher = page.getByLabel("Portfolio", { exact: true });
  await switcher.selectOption({ label: "New group…" });
  const dialog = page.getByRole("dialog", { name: "New group" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Growth").check();
  await dialog.getByLabel("Retirement income").check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("2 portfolios")).toBeVisible();
  const members = page.getByRole("region", { name: "Members", exact: true });
  await expect(members).toContainText("Retirement income");
  await members.getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("What it is");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Change group" }).click();
  await page.getByRole("dialog").getByLabel("Options overlay").check();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(members).toContainText("Options overlay");
  await page.getByRole("button", { name: "Delete group" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(switcher.locator("option", { hasText: name })).toHaveCount(0);
});

for (const path of ["/", "/holdings", "/risk", "/risk/correlation", "/risk/stress", "/risk/what-if", "/risk/limits", "/risk/performance", "/optimize"]) {
  test(`all portfolios together: ${path}`, async ({ signedInPage: page, expectAccessible }) => {
    await page.goto(`${path}?portfolio=all`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("All portfolios");
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("alert")).toHaveCount(0);
    if (path !== "/optimize" && path !== "/risk/what-if") await expect(page.getByText("as of").first()).toBeVisible();
    await expectAccessible(page);
  });
}
