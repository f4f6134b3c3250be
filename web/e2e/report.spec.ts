/** Reports as files: the one in view as HTML, and as PDF. */
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";

for (const [format, first] of [
  ["HTML, one page that needs nothing else", "<!doctype html"],
  ["PDF, to print or send", "%pdf-"],
] as const) {
  test(`the report in view is saved: ${format}`, async ({ signedInPage: page, expectAccessible }) => {
    await page.goto("/risk/factors");
    await page.getByRole("button", { name: "Download report" }).click();
    const dialog = page.getByRole("dialog", { name: "Download report" });
    await dialog.getByLabel(format).check();
    await expectAccessible(page);
    const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download", exact: true }).click()]);
    expect(file.suggestedFilename()).toMatch(/^Growth 2022-12-28\.(html|pdf)$/);
    expect(readFileSync(await file.path()).subarray(0, first.length).toString("latin1").toLowerCase()).toBe(first);
    await expect(dialog).toBeHidden();
  });
}
