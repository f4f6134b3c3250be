/** The workspace: an artifact appears, a click in it selects, and the chat knows. */
import { expect, test } from "./fixtures";

test("a risk dashboard appears, its bars select, and the next question knows", async ({ signedInPage: page, expectAccessible }) => {
  await page.getByRole("link", { name: "Workspace" }).first().click();
  await page.getByRole("button", { name: "Show me the risk dashboard" }).click();
  const artifacts = page.getByRole("region", { name: "Artifacts" });
  await expect(artifacts.getByRole("tab")).toHaveCount(1, { timeout: 15_000 });
  await expect(artifacts.getByRole("region", { name: "Limits" })).toBeVisible();
  const bar = artifacts.getByRole("button", { name: "Select AAPL" });
  await bar.click();
  await expect(bar).toHaveAttribute("aria-pressed", "true");
  await expect(page).toHaveURL(/selected=AAPL/);
  await expect(page.getByText("AAPL selected")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Your question").fill("What is its weight?");
  await page.getByLabel("Your question").press("Enter");
  await expect(page.getByRole("article").last().getByText(/Read the page “Workspace” .*AAPL selected/)).toBeVisible({ timeout: 15_000 });
  await artifacts.getByRole("region", { name: "Limits" }).locator(".figure").first().click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Compute it again" })).toBeVisible();
});

test("the workspace is accessible in dark", async ({ signedInPage: page, expectAccessible }) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await page.getByRole("link", { name: "Workspace" }).first().click();
  await page.getByRole("button", { name: "Show me the risk dashboard" }).click();
  await expect(page.getByRole("tab")).toHaveCount(1, { timeout: 15_000 });
  await expectAccessible(page);
});
