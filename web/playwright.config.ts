/** Browser tests against the real server, in the Chromium that the system has. */
import { defineConfig } from "@playwright/test";
import { BASE_URL, findChromium, SERVER } from "./e2e/server";

export default defineConfig({
  testDir: "e2e",
  workers: 2,
  forbidOnly: true,
  reporter: [["list"]],
  snapshotPathTemplate: "{testDir}/__shots__/{arg}{ext}",
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.01, animations: "disabled" } },
  use: {
    baseURL: BASE_URL,
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: SERVER.command,
    env: SERVER.env,
    url: `${BASE_URL}/healthz`,
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: "ignore",
    stderr: "pipe",
  },
});
