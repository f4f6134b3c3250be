/** The rules of a portfolio: written, seen to hold, taken back, and reset after a question. */
import { expect, test } from "./fixtures";

test("a person writes rules, takes the change back, and returns to the default", async ({ signedInPage: page, expectAccessible }) => {
  // A portfolio that no other test looks at for limits.
  await page.getByLabel("Portfolio", { exact: true }).selectOption({ label: "Retirement income (demo)" });
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Risk" }).first().click();
  await page.getByRole("link", { name: "Limits" }).click();
  const table = page.getByRole("region", { name: "Limits", exact: true });
  const rules = page.getByRole("region", { name: "Rules", exact: true });
  await expect(rules).toContainText("The default");
  await rules.getByRole("button", { name: "Change rules" }).click();
  await rules.getByRole("button", { name: "Add a rule" }).click();
  await rules.getByLabel("Figure of rule 7").selectOption({ label: "Beta" });
  await expect(rules.getByRole("button", { name: "Save rules" })).toBeDisabled();
  await rules.getByLabel("Breach level of rule 7").fill("0.1");
  await expectAccessible(page);
  await rules.getByRole("button", { name: "Save rules" }).click();
  await expect(rules).toContainText("Written for this portfolio.");
  await expect(table.getByRole("row", { name: /^Beta/ })).toContainText("Breach");
  await rules.getByRole("button", { name: "Take the last change back" }).click();
  await expect(table.getByRole("row", { name: /^Beta/ })).toHaveCount(0);
  await rules.getByRole("button", { name: "Take the last change back" }).click();
  await expect(table.getByRole("row", { name: /^Beta/ })).toBeVisible();
  await rules.getByRole("button", { name: "Reset" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(rules).toContainText("The default");
  await expect(table.getByRole("row", { name: /^Beta/ })).toHaveCount(0);
});
