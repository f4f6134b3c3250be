/** The chat: a streamed answer whose figures lead to their evidence, over breaks and between pages. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const QUESTION = "What is driving my risk?";

async function ask(page: Page, text: string) {
  await expect(page.getByText("At a glance")).toBeVisible();
  await page.getByLabel("Your question").fill(text);
  await page.getByLabel("Your question").press("Enter");
}

const newestAnswer = (page: Page) => page.getByRole("log").getByRole("article").last();
const citations = (page: Page) => newestAnswer(page).locator("[data-fact]");

/** The answer has ended when it can be copied. */
async function expectAnswered(page: Page) {
  await expect(newestAnswer(page).getByRole("button", { name: "Copy answer" })).toBeVisible({ timeout: 15_000 });
}

test("an answer streams, and a figure in it leads to its evidence", async ({ signedInPage: page, expectAccessible }) => {
  await ask(page, QUESTION);
  await expectAnswered(page);
  await expect(newestAnswer(page).getByText(/Read the page “Overview” \(\d+ characters/)).toBeVisible();
  await expect(newestAnswer(page).getByRole("list", { name: "Plan" })).toBeVisible();
  const figure = citations(page).first();
  await figure.hover();
  await expect(page.getByRole("tooltip")).toContainText("Calculation");
  const printed = await figure.innerText();
  await figure.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("How it was computed");
  await expect(drawer).toContainText(printed.replace(/^[+-]/, ""));
  await drawer.getByRole("button", { name: "Compute it again" }).click();
  await expect(drawer.getByRole("status")).toContainText("the same value");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

test("a figure can be asked by keyboard", async ({ signedInPage: page }) => {
  await ask(page, QUESTION);
  await expectAnswered(page);
  await newestAnswer(page).getByRole("button", { name: "Copy answer" }).focus();
  await citations(page).last().focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("tooltip")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("What it is");
});

test("every figure of the answer is one of its citations", async ({ signedInPage: page }) => {
  await ask(page, QUESTION);
  await expectAnswered(page);
  const loose = await newestAnswer(page)
    .locator(".answer")
    .evaluate((answer) => {
      const copy = answer.cloneNode(true) as HTMLElement;
      for (const cited of copy.querySelectorAll("[data-fact]")) cited.remove();
      return (copy.textContent.match(/[$€£]\s?\d[\d,.]*|\d[\d,.]*\s?%/g) ?? []).filter((text) => !/^9[59]\s?%$/.test(text));
    });
  expect(loose, "amounts and percentages outside of citations").toEqual([]);
});

test("an answer goes on where the connection broke", async ({ signedInPage: page }) => {
  const resumedFrom: (string | undefined)[] = [];
  await page.route("**/api/v1/chat/runs/*/events", async (route) => {
    resumedFrom.push(route.request().headers()["last-event-id"]);
    if (resumedFrom.length > 1) return route.continue();
    // The first connection carries half of the events and then breaks.
    const response = await route.fetch();
    const events = (await response.text()).split("\n\n").filter((event) => event.includes("data:"));
    return route.fulfill({ response, body: events.slice(0, Math.floor(events.length / 2)).map((event) => `${event}\n\n`).join("") });
  });
  await ask(page, QUESTION);
  await expectAnswered(page);
  expect(resumedFrom[0]).toBeUndefined();
  expect(Number(resumedFrom[1])).toBeGreaterThan(0);
  const text = await newestAnswer(page).locator(".answer").innerText();
  await page.reload();
  await expectAnswered(page);
  expect(await newestAnswer(page).locator(".answer").innerText()).toBe(text);
});

test("an answer can be stopped", async ({ signedInPage: page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The stream is held back, so that the answer is still running when it is stopped.
  await page.route("**/api/v1/chat/runs/*/events", async (route) => {
    await held;
    await route.continue();
  });
  await ask(page, QUESTION);
  const stopped = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/stop"));
  await page.getByRole("button", { name: "Stop" }).click();
  await stopped;
  release();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
});

test("an answer goes on while one looks at another page", async ({ signedInPage: page }) => {
  await ask(page, QUESTION);
  await page.getByRole("link", { name: "Holdings" }).first().click();
  await expectAnswered(page);
  await expect(page).toHaveURL(/thread=/);
});

test("conversations are kept, renamed and deleted", async ({ signedInPage: page }) => {
  await ask(page, QUESTION);
  await expectAnswered(page);
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(page.getByRole("log").getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: "Conversations" }).click();
  await page.getByRole("button", { name: `Rename ${QUESTION}` }).first().click();
  const name = `Risk talk ${Date.now()}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await expectAnswered(page);
  await page.getByRole("button", { name: "Conversations" }).click();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText(name)).toHaveCount(0);
});

test("a question that is too long or does not get through is not lost", async ({ signedInPage: page }) => {
  const field = page.getByLabel("Your question");
  await field.fill("x".repeat(4_001));
  await expect(page.getByText(/shorten the question to 4,000/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.route("**/api/v1/chat/runs", (route) => route.abort());
  await ask(page, QUESTION);
  await expect(newestAnswer(page).getByRole("alert")).toContainText("did not answer");
  await page.unroute("**/api/v1/chat/runs");
  await newestAnswer(page).getByRole("button", { name: "Try again" }).click();
  await expectAnswered(page);
});

test("an answer speaks of the day that the product is set to", async ({ signedInPage: page }) => {
  await page.goto("/?asof=2020-03-23");
  await ask(page, QUESTION);
  await expectAnswered(page);
  await expect(newestAnswer(page).locator("footer").getByText("as of 2020-03-23")).toBeVisible();
});
