/** What-if: variants are kept and compared side by side, saved as proposals, and the sliders answer keys. */
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";

test("variants are kept, compared side by side, and tried again", async ({ signedInPage: page, expectAccessible }) => {
  await page.goto("/risk/what-if");
  const slider = page.getByRole("slider", { name: "Weight of AAPL" });
  await slider.fill("0.05");
  await page.getByRole("button", { name: "Keep variant" }).click();
  await page.getByRole("slider", { name: "Weight of CASH" }).fill("0.3");
  await page.getByLabel("Name of the variant").fill("More cash");
  await page.getByRole("button", { name: "Keep variant" }).click();
  await page.getByRole("button", { name: "Compare side by side" }).click();
  const table = page.getByRole("region", { name: "Side by side", exact: true });
  await expect(table.getByRole("columnheader")).toHaveText(["As held", "Trying now", "Variant A", "More cash"]);
  await expectAccessible(page);
  await table.getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("What it is");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("list", { name: "Kept variants" }).getByRole("button", { name: "Variant A", exact: true }).click();
  await expect(slider).toHaveValue("0.05");
  await slider.press("ArrowRight");
  await expect(slider).toHaveValue("0.051");
  await page.getByRole("button", { name: "Remove More cash" }).click();
  await expect(page.getByRole("list", { name: "Kept variants" }).getByRole("listitem")).toHaveCount(1);
});

test("any weight can be typed, beyond the slider and below zero", async ({ signedInPage: page }) => {
  await page.goto("/risk/what-if");
  const slider = page.getByRole("slider", { name: "Weight of AAPL" });
  const field = page.getByRole("spinbutton", { name: "Weight of AAPL, percent" });
  await field.fill("45");
  await expect(slider).toHaveValue("0.45");
  await expect(page.getByRole("region", { name: "After, beside before" })).toBeVisible();
  await field.fill("-10");
  await expect(slider).toHaveValue("-0.1");
  await expect(page.getByRole("region", { name: /^Trades that lead there/ }).first()).toContainText("AAPL");
  await field.fill("100000");
  await field.blur();
  await expect(field).toHaveValue("-10.0");
});

test("cash follows a slider at once, and agrees with the answer", async ({ signedInPage: page }) => {
  await page.goto("/risk/what-if");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/what-if", async (route) => {
    await held;
    await route.continue();
  });
  const cash = page.getByRole("slider", { name: "Weight of CASH" });
  const today = Number(await cash.inputValue());
  await page.getByRole("slider", { name: "Weight of JPM" }).press("Home");
  const expected = Number(await cash.inputValue());
  expect(expected).toBeGreaterThan(today + 0.03);
  release();
  await expect(page.getByRole("region", { name: "After, beside before" })).toBeVisible();
  expect(Number(await cash.inputValue())).toBeCloseTo(expected, 3);
});

test("a what-if is saved as a proposal, read again, and its trades are a file", async ({ signedInPage: page, expectAccessible }) => {
  const title = `Less Apple ${Date.now()}`;
  await page.goto("/risk/what-if");
  await page.getByRole("slider", { name: "Weight of AAPL" }).fill("0.05");
  await page.getByRole("button", { name: "Save as proposal" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(title);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("link", { name: "All proposals" }).click();
  const entry = page.getByRole("list", { name: "Proposals" }).getByRole("listitem").filter({ hasText: title });
  await expect(entry).toContainText("1 trade");
  await entry.getByRole("button", { name: `Show ${title}` }).click();
  await expect(entry.getByRole("region", { name: "After, beside before" })).toContainText("before");
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent("download"), entry.getByRole("link", { name: `Trades of ${title} as CSV` }).click()]);
  expect(readFileSync(await file.path(), "utf8")).toContain("AAPL");
  await entry.getByRole("button", { name: `Delete ${title}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText(title)).toHaveCount(0);
});
