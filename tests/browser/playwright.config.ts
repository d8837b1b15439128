import { defineConfig } from '@playwright/test';

// Stories share one forum in each worker; two workers, because stories wait more than they compute, and no more, because the
// machine that runs them has two cores and the server takes part. PROGRAM_UNDER_TEST and CLIENT_UNDER_TEST name another server and another built client;
// SCREENSHOTS=1 keeps every screen in build/screenshots, TRACES=1 a trace of each story that fails: recording one slows them all.
export default defineConfig({
  testMatch: '*.story.ts',
  workers: 2,
  // A browser on a machine that builds beside it is sometimes late: what passes only then is named at the end of scripts/test.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: '../../build/browser-traces',
  use: {
    browserName: 'chromium',
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    actionTimeout: 30_000,
    trace: process.env.TRACES ? { mode: 'retain-on-failure', screenshots: false } : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--ignore-certificate-errors', '--disable-quic', '--disable-background-networking', '--no-first-run'],
    },
  },
});
