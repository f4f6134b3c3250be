/** Import: errors at their cells, a column given by hand, and success that leads to the new portfolio. */
import { expect, test } from "./fixtures";

const BROKEN = "symbol,quantity,cost_basis_per_share,currency\nAAPL,100,150.10,USD\nMSFT,ten,210.00,USD\nNOPE1,50,12.00,USD\nJPM,,120.00,USD\n";
const GOOD = "symbol,quantity,cost_basis_per_share,currency\nAAPL,100,150.10,USD\nMSFT,40,210.00,USD\nJPM,25,120.00,USD\n";
const FOREIGN = "symbol,Anzahl,currency\nAAPL,100,USD\nMSFT,40,USD\n";

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

test("a wrong file is not imported, and each wrong cell says why", async ({ signedInPage: page, expectAccessible }) => {
  await page.goto("/import");
  await page.getByLabel("File of holdings").setInputFiles(csv("broken.csv", BROKEN));
  await expect(page.getByText("3 errors in broken.csv")).toBeVisible();
  const cell = page.getByRole("region", { name: "Preview of the file" }).getByRole("cell", { name: /ten/ });
  await expect(cell).toContainText("not a number");
  await expect(page.getByRole("region", { name: "Errors" })).toContainText("Row 3, quantity:");
  await expect(page.getByRole("button", { name: /^Import/ })).toBeDisabled();
  await expectAccessible(page);
});

test("a good file becomes a portfolio", async ({ signedInPage: page }) => {
  await page.goto("/import");
  await page.getByLabel("File of holdings").setInputFiles(csv("my_three.csv", GOOD));
  await expect(page.getByText("Ready to import")).toBeVisible();
  await page.getByLabel("Name of the portfolio").fill("Three of mine");
  await page.getByRole("button", { name: "Import 3 holdings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Three of mine" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Portfolio" })).toContainText("Three of mine");
  await expect(page.getByRole("button", { name: "Select AAPL" })).toBeVisible();
});

test("a column that was not recognized can be given", async ({ signedInPage: page }) => {
  await page.goto("/import");
  await page.getByLabel("File of holdings").setInputFiles(csv("anzahl.csv", FOREIGN));
  const quantity = page.getByLabel("Quantity");
  if (!(await quantity.isVisible())) await page.getByText(/^Columns \(/).click();
  await quantity.selectOption("Anzahl");
  await expect(page.getByText("Ready to import")).toBeVisible();
});

test("an empty file and a file that is no table are refused with a reason", async ({ signedInPage: page }) => {
  await page.goto("/import");
  await page.getByLabel("File of holdings").setInputFiles(csv("empty.csv", ""));
  await expect(page.getByRole("alert")).toContainText("empty.csv is empty");
  await page.getByLabel("File of holdings").setInputFiles({ name: "report.csv", mimeType: "text/csv", buffer: Buffer.from("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj") });
  await expect(page.getByRole("alert")).toContainText(/PDF/);
});
