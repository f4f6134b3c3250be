/** Sign-in by link: it works once, and says what to do when it does not. */
import { expect, test } from "./fixtures";
import { signInLink } from "./server";

test("a fresh link signs in and leaves no token in the address", async ({ page }) => {
  await page.goto(signInLink());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Portfolio" })).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
});

test("a used link tells how to get another", async ({ page, browser }) => {
  const link = signInLink();
  await page.goto(link);
  await expect(page.getByRole("combobox", { name: "Portfolio" })).toBeVisible();
  const other = await browser.newPage();
  await other.goto(link);
  await expect(other.getByText("This link did not work")).toBeVisible();
  await expect(other.getByText("plumbline sign-in-link", { exact: true })).toBeVisible();
  await other.close();
});

test("without a session every page asks to sign in", async ({ page, expectAccessible }) => {
  await page.goto("/holdings");
  await expect(page.getByRole("heading", { name: "Sign in with a one-time link" })).toBeVisible();
  await expectAccessible(page);
});
