import type { Browser, BrowserContext, Cookie, Page } from '@playwright/test'
import { connect, exact } from './connect'
import { expect, expectAccessible, type Person, signIn, signUpWithoutForm, test } from './fixtures'

/** Browsers have no switch for it: what a page of the installed app is told when it asks what it is. */
async function installed(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const ask = window.matchMedia.bind(window)
    window.matchMedia = (query) => ask(query === '(display-mode: standalone)' ? 'all' : query)
  })
}

/** What is kept in this browser, as the paths of its pages. */
const keptIn = (page: Page) =>
  page.evaluate(async () => {
    if (!(await caches.has('ballast-kept'))) return []
    return (await (await caches.open('ballast-kept')).keys()).map(({ url }) => new URL(url).pathname)
  })

const total = (page: Page) => exact(page.getByRole('region', { name: 'Total equity' }))
const asOf = (page: Page) => page.getByRole('status').filter({ hasText: /^Offlineas of \d/ })

/** Opens the overview until this browser keeps it. @returns its total */
async function keepOverview(page: Page): Promise<string> {
  await page.goto('/overview')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  const shown = await total(page)
  await expect.poll(() => keptIn(page), { timeout: 30_000 }).toContain('/overview')
  return shown
}

test('the installed app opens without a network on what was last seen, says of when it is, and catches up', async ({
  page,
  context,
  person,
  freshLedger,
}) => {
  expect(person.email).toContain('@')
  await installed(context)
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Desk')
  const shown = await keepOverview(page)
  expect(Number(shown)).toBeGreaterThan(0)

  await context.setOffline(true)
  await page.reload()
  await expect(asOf(page)).toBeVisible()
  expect(await total(page)).toBe(shown)
  // Nothing on it claims to be of now.
  await expect(page.locator('[data-live="offline"]')).toBeVisible()
  await expect(page.locator('[data-live="live"]')).toHaveCount(0)
  await expectAccessible(page)
  // What was never seen here is not there, and says so.
  await page.goto('/history')
  await expect(page.getByRole('heading', { name: 'Offline' })).toBeVisible()
  await expect(page.locator('[data-exact]')).toHaveCount(0)
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(asOf(page)).toBeVisible()

  await context.setOffline(false)
  await expect(page.locator('[data-live="live"]')).toBeVisible({ timeout: 40_000 })
  await expect(asOf(page)).toHaveCount(0)
  await expect(page.locator('html[data-kept-at]')).toHaveCount(0)
})

/** Somebody who signed up elsewhere. @returns their cookies */
async function somebodyElse(browser: Browser, baseURL: string, { email, password }: Person): Promise<Cookie[]> {
  const elsewhere = await browser.newContext({ baseURL })
  await signUpWithoutForm(elsewhere.request, { email, password })
  const cookies = await elsewhere.cookies()
  await elsewhere.close()
  return cookies
}

test('after signing out nothing is kept', async ({ page, context, person, freshLedger }) => {
  expect(person.email).toContain('@')
  await installed(context)
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'First desk')
  await keepOverview(page)
  await page.getByRole('button', { name: /^Your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  expect(await keptIn(page)).toEqual([])
  await context.setOffline(true)
  await page.goto('/overview')
  await expect(page.getByRole('heading', { name: 'Offline' })).toBeVisible()
  await expect(page.getByText('First desk')).toHaveCount(0)
  await expect(page.locator('[data-exact]')).toHaveCount(0)
})

test('whoever comes next finds nothing of somebody whose session ended without a word', async ({
  page,
  context,
  person,
  freshLedger,
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await installed(context)
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'First desk')
  await keepOverview(page)
  const next = { ...person, email: `next-${person.email}` }
  const cookies = await somebodyElse(browser, baseURL ?? '', next)

  // Asked who they are, they are nobody yet. A page that is open would go to the sign-in by itself, across our own going there.
  await page.goto('about:blank')
  await context.clearCookies()
  await page.goto('/overview')
  await page.waitForURL(/\/sign-in/)
  expect(await keptIn(page)).toEqual([])
  await signIn(page, person)
  await keepOverview(page)

  // And where no page asked: the cookie is another's, as after signing in from elsewhere.
  await page.goto('about:blank')
  await context.clearCookies()
  await context.addCookies(cookies)
  await page.goto('/alerts')
  await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible()
  await expect.poll(() => keptIn(page)).not.toContain('/overview')
  await context.setOffline(true)
  await page.goto('/overview')
  await expect(page.getByRole('heading', { name: 'Offline' })).toBeVisible()
  await expect(page.getByText('First desk')).toHaveCount(0)
})

test('in a tab of a browser nothing is kept', async ({ page, person, freshLedger }) => {
  expect(person.email).toContain('@')
  await connect(page, await freshLedger('bybit', 'empty'), 'Desk')
  await page.goto('/overview')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  // Put aside, as when a page of the installed app is taken.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.goto('/positions')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).toEqual([])
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})
