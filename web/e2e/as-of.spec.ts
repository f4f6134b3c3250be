/** The as-of control sets the whole product to a past day. */
import { expect, test } from "./fixtures";

const DAY = "2020-03-23";

test("a preset sets the day on every page", async ({ signedInPage: page }) => {
  await page.getByRole("button", { name: /^As of/ }).click();
  await page.getByRole("button", { name: /Covid low/ }).click();
  await expect(page).toHaveURL(new RegExp(`asof=${DAY}`));
  await expect(page.getByText(`Set to ${DAY}`)).toBeVisible();
  await expect(page.getByText(`as of ${DAY}`).first()).toBeVisible();
  await page.getByRole("link", { name: "Holdings" }).first().click();
  await expect(page).toHaveURL(new RegExp(`asof=${DAY}`));
  await expect(page.getByText(new RegExp(`as of ${DAY}`)).first()).toBeVisible();
  await page.getByRole("button", { name: "Back to the latest" }).click();
  await expect(page).not.toHaveURL(/asof=/);
});

test("the slider moves by keys and steps over weekends", async ({ signedInPage: page }) => {
  await page.goto("/?asof=2022-12-23");
  await page.getByRole("button", { name: /^As of/ }).click();
  const slider = page.getByRole("slider");
  await slider.focus();
  await slider.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "2022-12-26");
  await slider.press("PageDown");
  await expect(page).toHaveURL(/asof=2022-11-25/);
  await page.keyboard.press("Escape");
  await expect(slider).toBeHidden();
});

test("a day before the first holding says so and leads to the first day with holdings", async ({ signedInPage: page, expectAccessible }) => {
  await page.goto("/?asof=2008-09-15");
  await expect(page.getByRole("heading", { name: "No holdings on 2008-09-15" })).toBeVisible();
  await expect(page.getByText("not available")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Holdings" }).first().click();
  await page.getByRole("button", { name: /^Show .*, the first day with holdings$/ }).click();
  await expect(page.getByRole("region", { name: "Holdings" }).getByRole("row").nth(1)).toBeVisible();
  await expect(page).toHaveURL(/asof=20(0[9]|1\d|2\d)-/);
});

test("holdings without dates are shown at that day's prices, said before the figures", async ({ signedInPage: page }) => {
  await page.goto("/?asof=2008-09-15");
  await page.getByRole("combobox", { name: "Portfolio" }).selectOption({ label: "Long/short technology (demo)" });
  const note = page.getByText(/^Holdings as of the import, .* at prices of 2008-09-15/);
  await expect(note).toBeVisible();
  const headline = page.getByRole("region", { name: "At a glance" });
  expect((await note.boundingBox())?.y).toBeLessThan((await headline.boundingBox())?.y ?? 0);
  await expect(headline).toContainText("-4.7%");
});
