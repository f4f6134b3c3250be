/** The risk page: contributions, stress with one's own shocks and saved scenarios, and the backtest of the value at risk. */
import { expect, test } from "./fixtures";

test("contributions select a holding and lead to the evidence", async ({ signedInPage: page }) => {
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Risk" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Risk of");
  await page.getByRole("button", { name: "Select AAPL" }).click();
  await expect(page).toHaveURL(/selected=AAPL/);
  await page.getByRole("region", { name: "Risk at a glance" }).getByRole("button").first().click();
  await expect(page.getByRole("dialog")).toContainText("What it is");
});

test("a shock runs, is saved, runs again and is deleted", async ({ signedInPage: page }) => {
  const name = `Two shocks ${Date.now()}`;
  await page.goto("/risk/stress");
  await expect(page.getByRole("region", { name: "Episodes of the past, holdings of the day" })).toContainText("Financial crisis");
  await page.getByRole("button", { name: "Add a shock" }).click();
  await page.getByLabel("What is shocked, 2").fill("AAPL");
  await page.getByLabel("Name of the scenario").fill(name);
  await page.getByRole("button", { name: "Run shock" }).click();
  await expect(page.getByRole("region", { name: /^After market -20%, AAPL -10%/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Holdings that carry it" }).first()).toContainText("AAPL");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Hypothetical shocks" })).toContainText(name);
  await page.getByRole("button", { name: `Run ${name}` }).click();
  await expect(page.getByRole("region", { name: /^After market -20%/ })).toBeVisible();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("list", { name: "Saved scenarios" })).not.toContainText(name);
});

test("a scenario is shared with those who see the portfolio, and says so", async ({ signedInPage: page }) => {
  const name = `For all ${Date.now()}`;
  await page.goto("/risk/stress");
  await page.getByLabel("Name of the scenario").fill(name);
  await page.getByLabel("Share with all who see this portfolio").check();
  await page.getByRole("button", { name: "Save" }).click();
  const entry = page.getByRole("list", { name: "Saved scenarios" }).getByRole("listitem").filter({ hasText: name });
  await expect(entry).toContainText("shared");
  await entry.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(entry).toHaveCount(0);
});

test("a loss in money leads to the likeliest way there", async ({ signedInPage: page }) => {
  await page.goto("/risk/stress");
  await page.getByRole("spinbutton", { name: "Loss", exact: true }).fill("100000");
  await page.getByLabel("Loss in").selectOption({ label: "USD" });
  await page.getByRole("button", { name: "Find the way" }).click();
  await expect(page.getByRole("region", { name: "To lose 14.6%" })).toContainText("Move of the benchmark alone");
  await expect(page.getByRole("region", { name: /^Likeliest way there/ }).first()).toContainText("AMD");
  await page.getByLabel("Move in percent, 1").fill("-150");
  await expect(page.getByRole("alert")).toContainText("Write -20 for a fall by a fifth");
  await expect(page.getByRole("button", { name: "Run shock" })).toBeDisabled();
});

test("an unknown target says what was expected", async ({ signedInPage: page }) => {
  await page.goto("/risk/stress");
  await page.getByLabel("What is shocked, 1").fill("NOSUCHTHING");
  await page.getByRole("button", { name: "Run shock" }).click();
  await expect(page.getByRole("alert")).toContainText("NOSUCHTHING");
});

test("an episode says whose prices stood in", async ({ signedInPage: page }) => {
  await page.goto("/risk/stress");
  await page.getByLabel("Episode", { exact: true }).selectOption({ label: "Pandemic, 2020" });
  const replay = page.getByRole("region", { name: "How an episode was replayed" });
  await expect(replay).toContainText("2020-02-19");
  await expect(replay).toContainText("its own prices");
});

test("the backtest marks exceptions and gives each method a verdict", async ({ signedInPage: page }) => {
  await page.goto("/risk/backtest");
  await expect(page.getByRole("img", { name: /Historical: 18 of 1000 days lost more than forecast/ })).toBeVisible();
  await page.getByRole("button", { name: "Volatility-filtered" }).click();
  await expect(page.getByRole("img", { name: /Volatility-filtered: 10 of 1000 days/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Volatility-filtered/ })).toContainText("fits");
  await page.getByLabel("Confidence").selectOption("0.95");
  await expect(page.getByRole("heading", { name: /95% value at risk/ })).toBeVisible();
});

test("a day of the past knows only the episodes that were over", async ({ signedInPage: page }) => {
  await page.goto("/risk/stress?asof=2018-06-29");
  const episodes = page.getByRole("region", { name: "Episodes of the past, holdings of the day" });
  await expect(episodes).toContainText("Financial crisis");
  await expect(episodes).not.toContainText("Pandemic");
});

test("a slider gives every figure beside today's at each movement; undo and reset go back", async ({ signedInPage: page }) => {
  await page.goto("/risk/what-if");
  await expect(page.getByText("As it is today")).toBeVisible();
  const slider = page.getByRole("slider", { name: "Weight of AAPL" });
  await slider.fill("0.05");
  const after = page.getByRole("region", { name: "After, beside before" });
  await expect(after).toContainText("before");
  await expect(page.getByRole("region", { name: /^Trades that lead there/ }).first()).toContainText("AAPL");
  const volatility = after.getByRole("definition").first();
  const first = await volatility.textContent();
  await slider.press("Home");
  await expect(volatility).not.toHaveText(first ?? "");
  await page.getByLabel("Symbol to add").fill("pfe");
  await page.getByLabel("Symbol to add").press("Enter");
  await expect(page.getByRole("slider", { name: "Weight of PFE" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^Trades that lead there/ }).first()).toContainText("PFE");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("slider", { name: "Weight of PFE" })).toBeHidden();
  await page.getByRole("button", { name: "Reset to today" }).click();
  await expect(page.getByText("As it is today")).toBeVisible();
});

test("cash moves the others, and a name that is not known is said in place", async ({ signedInPage: page }) => {
  await page.goto("/risk/what-if");
  await page.getByRole("slider", { name: "Weight of CASH" }).fill("0.2");
  await expect(page.getByRole("region", { name: /^Trades that lead there/ }).first()).toContainText("MSFT");
  await page.getByRole("button", { name: "Reset to today" }).click();
  await page.getByLabel("Symbol to add").fill("NOSUCH");
  await page.getByLabel("Symbol to add").press("Enter");
  await expect(page.getByRole("alert")).toContainText("NOSUCH");
});

test("variance by source, and the path of the drawdown", async ({ signedInPage: page }) => {
  await page.goto("/risk/factors");
  await expect(page.getByRole("region", { name: "Where the variance comes from" })).toContainText("Market");
  await page.getByRole("link", { name: "Drawdowns" }).click();
  await expect(page.getByRole("img").first()).toBeVisible();
});

test("the heat map of correlations goes by arrow keys and leads to the evidence", async ({ signedInPage: page }) => {
  await page.goto("/risk/correlation");
  const map = page.getByRole("grid", { name: "Correlation, neighbors move together" });
  await map.getByRole("button").first().focus();
  await page.keyboard.press("ArrowDown");
  const cell = page.locator("[data-cell]:focus");
  await expect(cell).toHaveAccessibleName(/^\w+, \w+: -?\d\.\d\d$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("What it is");
});

test("what is chosen of a report is in the address, and a link shows the same view", async ({ signedInPage: page }) => {
  await page.goto("/risk/correlation");
  const average = page.getByRole("region", { name: "Correlation at a glance" }).getByRole("definition").first();
  const first = await average.textContent();
  await page.getByLabel("Look back").selectOption({ label: "3 months" });
  await page.getByLabel("Estimated by").selectOption({ label: "Factor model" });
  await expect(page).toHaveURL(/sessions=63/);
  await expect(page.getByText(/^Estimate: factor model, 63 sessions/)).toBeVisible();
  await expect(average).not.toHaveText(first ?? "");
  const second = await average.textContent();
  await page.goto(page.url());
  await expect(page.getByLabel("Estimated by")).toHaveValue("factor_model");
  await expect(average).toHaveText(second ?? "");
  await page.goto("/risk/hedging");
  await page.getByLabel("Hedges to consider").fill("size, vlue");
  await page.getByLabel("Hedges to consider").press("Enter");
  const best = page.getByRole("region", { name: "Best hedges" }).first();
  await expect(best).toContainText("VLUE");
  await expect(best).not.toContainText("QUAL");
});

for (const [section, region] of [
  ["volatility", "Volatility at a glance"],
  ["tail-risk", "Every method"],
  ["performance", "Performance at a glance, constant holdings"],
  ["options", "By underlying"],
] as const) {
  test(`${section}: a figure leads to its evidence`, async ({ signedInPage: page }) => {
    await page.goto(`/risk/${section}`);
    await page.getByLabel("Portfolio", { exact: true }).selectOption({ label: "Options overlay (demo)" });
    await page.getByRole("region", { name: region, exact: true }).first().getByRole("button").first().click();
    await expect(page.getByRole("dialog")).toContainText("What it is");
  });
}

test("the choice that is shown is the one that was asked for", async ({ signedInPage: page }) => {
  await page.goto("/risk/tail-risk");
  await expect(page.getByLabel("Confidence")).toHaveValue("0.99");
  await expect(page.getByRole("region", { name: "Loss of one day at 99% by method" })).toBeVisible();
  await page.getByLabel("Confidence").selectOption({ label: "95%" });
  await page.getByLabel("Horizon").selectOption({ label: "10 sessions" });
  await expect(page.getByRole("region", { name: "10 days, by each scaling", exact: true })).toBeVisible();
});

test("the months of the years are a heat map with figures", async ({ signedInPage: page }) => {
  await page.goto("/risk/performance?period=3y");
  await expect(page.getByRole("grid", { name: "Returns by month and year" }).getByRole("button", { name: /^2020, Mar: -\d/ })).toBeVisible();
});

test("on a phone the sections are one list that leads everywhere", async ({ signedInPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/risk");
  const list = page.getByLabel("Section", { exact: true });
  await expect(list).toHaveValue("contributions");
  await list.selectOption("drift");
  await expect(page).toHaveURL(/\/risk\/drift/);
  await expect(page.getByRole("region", { name: "Weights of sectors" })).toBeVisible();
});

for (const section of ["contributions", "factors", "correlation", "options", "hedging", "volatility", "tail-risk", "drawdowns", "backtest", "stress", "what-if", "performance", "attribution", "drift", "limits"]) {
  for (const theme of ["light", "dark"] as const) {
    test(`${section} is accessible in ${theme}, and fits a phone`, async ({ signedInPage: page, expectAccessible }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto(`/risk/${section}`);
      if (section === "what-if") await page.getByRole("slider", { name: "Weight of AAPL" }).fill("0.05");
      await expect(page.getByText("as of").first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate(() => {
        const main = document.querySelector("main");
        return Math.max(document.documentElement.scrollWidth - window.innerWidth, main ? main.scrollWidth - main.clientWidth : 0);
      });
      expect(overflow).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });
  }
}
