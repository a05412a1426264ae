import type { Page } from '@playwright/test'
import { expect, expectAccessible, setTheme, test } from './fixtures'

/** The pages that the other tests look at in one theme only, and how one knows that they are there. */
const STRANGERS = [
  { url: '/sign-in', heading: 'Sign in' },
  { url: '/sign-up', heading: 'Create an account' },
  { url: '/forgot-password', heading: 'Forgot your password?' },
  { url: '/docs', heading: 'Documentation' },
  { url: '/docs/operating', heading: 'Operating Ballast' },
]
const OWN = [
  { url: '/positions', heading: 'Positions' },
  { url: '/accounts', heading: 'Accounts' },
  { url: '/accounts/new', heading: 'Which exchange?' },
  { url: '/accounts/new?exchange=bybit', heading: 'Add account' },
  { url: '/alerts', heading: 'Alerts' },
  { url: '/alerts/start', heading: 'Be told before it costs money' },
  { url: '/performance', heading: 'Performance' },
  { url: '/performance/changes', heading: 'What changed' },
  { url: '/performance/flows', heading: 'Flows' },
  { url: '/performance/funding', heading: 'Funding' },
  { url: '/risk', heading: 'Risk' },
  { url: '/tags', heading: 'Tags' },
  { url: '/figures', heading: 'What the figures mean' },
  { url: '/settings', heading: 'Settings' },
  { url: '/settings/tokens', heading: 'API tokens' },
  { url: '/settings/sharing', heading: 'Share links' },
  { url: '/settings/agents', heading: 'Connect an agent' },
  { url: '/settings/security', heading: 'Sessions' },
  { url: '/settings/desk', heading: 'With others' },
  { url: '/settings/people', heading: 'Settings' },
  { url: '/settings/server', heading: 'Settings' },
]

// What takes time here is the analysis of long pages, twice each, and not the page.
test.setTimeout(180_000)

async function lookAt(page: Page, { url, heading }: { url: string; heading: string }): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { name: heading, exact: true }).first().waitFor()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await expectAccessible(page)
  }
  const width = page.viewportSize()?.width ?? 0
  const height = page.viewportSize()?.height ?? 0
  for (const narrow of [320, width]) {
    await page.setViewportSize({ width: narrow, height })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(over, `${url} scrolls sideways at ${narrow} px`).toBe(0)
  }
}

for (const place of STRANGERS) {
  test(`${place.url} is accessible in both themes`, async ({ page }) => {
    await lookAt(page, place)
  })
}

for (const place of OWN) {
  test(`${place.url} is accessible in both themes`, async ({ page, demo }) => {
    expect(demo.email).toContain('@')
    await lookAt(page, place)
  })
}
