import type { Page } from '@playwright/test'
import { connect, exact, readEvery, refresh } from './connect'
import { expect, test } from './fixtures'
import { type Conduct, ProxyBetween } from './proxy'

const DAY_SECONDS = 86_400

test.beforeEach(async ({ person }) => void person)

/** Whole dollars: a stablecoin is worth a little less or more. */
const total = async (page: Page) => Math.round(Number(await exact(page.getByRole('region', { name: 'Total equity' }))))
const live = (page: Page, state: string) => page.locator(`[data-live="${state}"]`)

for (const conduct of ['502', 'close', 'hang'] satisfies Conduct[]) {
  test(`the line comes back by itself after a proxy's ${conduct}, with what happened meanwhile`, async ({
    page,
    freshLedger,
    simulator,
    baseURL,
  }) => {
    test.setTimeout(120_000)
    await readEvery(page, DAY_SECONDS)
    const ledger = await freshLedger('bybit', 'empty')
    const id = await connect(page, ledger, 'Desk')
    const proxy = await ProxyBetween.before(baseURL ?? '')
    await page.goto(`${proxy.url}/overview`)
    await expect(live(page, 'live')).toBeVisible()
    expect(await total(page)).toBe(0)

    const began = Date.now()
    proxy.does(conduct)
    await simulator.putLedger({ ...ledger, tokens: [{ wallet: 'unified', coin: 'USDT', balance: '777' }] })
    // Not through the proxy.
    await page.request.post(`${baseURL}/api/trpc/balances.refresh`, { data: { json: { accountIds: [id] } } })
    await expect(live(page, 'reconnecting').or(live(page, 'offline'))).toBeVisible({ timeout: 40_000 })
    expect(await total(page)).toBe(0)
    // It was asked more than once, and not in a loop.
    expect(proxy.lines.length).toBeGreaterThan(1)
    expect(proxy.lines.length).toBeLessThan(12)
    const back = Date.now()
    proxy.does('pass')
    await expect.poll(() => total(page), { timeout: 60_000 }).toBe(777)
    await expect(live(page, 'live')).toBeVisible()
    expect(proxy.lines.at(-1)?.lastId).toMatch(/^\d+$/)
    console.log(
      `${conduct} for ${((back - began) / 1000).toFixed(1)} s: there again ${((Date.now() - back) / 1000).toFixed(1)} s later, asked ${proxy.lines.length} times`,
    )
    await page.goto('about:blank')
    await proxy.stop()
  })
}

test('a session that ends leads to the sign-in page, once', async ({ page, freshLedger }) => {
  await connect(page, await freshLedger('bybit', 'empty'), 'Desk')
  await page.goto('/overview')
  await expect(live(page, 'live')).toBeVisible()
  await page.context().clearCookies()
  await page.keyboard.press('r')
  await page.waitForURL(/\/sign-in\?from=%2Foverview/)
})

const PAGES = ['/overview', '/balances', '/positions', '/accounts', '/history', '/settings', '/settings/tokens']

test('every page tells the same of how fresh the numbers are', async ({ page, freshLedger, simulator }) => {
  test.setTimeout(120_000)
  await readEvery(page, DAY_SECONDS)
  await page.goto('/settings')
  await expect(live(page, 'empty')).toContainText('No accounts')
  const fine = await freshLedger('bybit', 'hedged-desk')
  const failing = await freshLedger('bybit', 'leveraged-long')
  const id = await connect(page, fine, 'Fine')
  const failingId = await connect(page, failing, 'Failing')
  await simulator.fault({
    match: { venue: 'bybit', apiKey: failing.key.apiKey },
    effect: { kind: 'refuse', refusal: 'maintenance' },
  })
  await refresh(page, [failingId])
  await refresh(page, [id])
  const told = new Set<string>()
  for (const path of [...PAGES, `/accounts/${id}`]) {
    await page.goto(path)
    await expect(live(page, 'partial'), path).toContainText('1 of 2 late')
    const status = page.locator('[data-live]')
    told.add(`${await status.getAttribute('data-newest')} ${await status.getAttribute('data-oldest')}`)
  }
  expect(told.size).toBe(1)
  await page.locator('[data-live]').click()
  await expect(page.getByText('Oldest account')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: 'Failing' })).toBeVisible()
})

test('a page that cannot read what it hears of says that it is behind', async ({ page, context, freshLedger, simulator }) => {
  test.setTimeout(120_000)
  await readEvery(page, DAY_SECONDS)
  const ledger = await freshLedger('bybit', 'empty')
  const id = await connect(page, ledger, 'Desk')
  const other = await context.newPage()
  await page.goto('/overview')
  await other.goto('/overview')
  await expect(live(page, 'live')).toBeVisible()
  await expect(live(other, 'live')).toBeVisible()

  await page.route(/api\/trpc\/.*overview\./, (route) => route.abort())
  await simulator.putLedger({ ...ledger, tokens: [{ wallet: 'unified', coin: 'USDT', balance: '42' }] })
  await refresh(other, [id])
  await expect.poll(() => total(other)).toBe(42)
  await expect(live(other, 'live')).toBeVisible()
  await expect(live(page, 'behind')).toBeVisible()
  await page.unroute(/api\/trpc\/.*overview\./)
  await expect(live(page, 'live')).toBeVisible({ timeout: 60_000 })
  expect(await total(page)).toBe(42)
})
