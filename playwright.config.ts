import { defineConfig, devices } from '@playwright/test'
import { ensureTestBrowser } from './scripts/browser'

/** Started by `e2e/global-setup.ts`, unless E2E_BASE_URL names a running demo. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // Once more, and counted apart as flaky: a browser on a busy machine can miss what is not the product's fault.
  retries: 1,
  forbidOnly: true,
  // States are waited for, however busy the machine is; the limits are for tests that fail.
  timeout: 180_000,
  expect: { timeout: 40_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: ensureTestBrowser(),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-gpu',
        '--disable-quic',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      // What is the same on every screen is done once; how it looks on a phone is seen by those that walk all pages.
      testIgnore: [
        '**/clients.spec.ts',
        '**/hummingbot.spec.ts',
        '**/api-docs.spec.ts',
        '**/tenancy.spec.ts',
        '**/members.spec.ts',
        '**/secrets.spec.ts',
        '**/trace.spec.ts',
        '**/providers.spec.ts',
        '**/rights.spec.ts',
        '**/auth.spec.ts',
        '**/early-input.spec.ts',
        '**/live-line.spec.ts',
        '**/tabs.spec.ts',
        '**/webhooks.spec.ts',
        '**/api-reference.spec.ts',
        '**/docs.spec.ts',
      ],
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } },
    },
  ],
})
