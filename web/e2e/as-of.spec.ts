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
