import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { connect, rowOf } from './connect'
import { expect, expectAccessible, test } from './fixtures'

test.beforeEach(async ({ person }) => void person)

const deskSchema = z.object({ result: z.object({ data: z.object({ json: z.object({ id: z.uuid() }) }) }) })

/** The id of one's own desk: by it an address is as good as without a desk. */
async function ownDesk(page: Page): Promise<string> {
  const response = await page.request.get('/api/trpc/desks.get')
  return deskSchema.parse(await response.json()).result.data.json.id
}

const MISSING = 'There is nothing here'

test('a desk that one does not have, one that is none, and what no desk has are the page that is missing', async ({ page }) => {
  const desk = `/desk/${randomUUID()}`
  const nothing = await page.request.get('/nothing/here')
  expect(nothing.status()).toBe(404)
  for (const path of [
    `${desk}/overview`,
    `${desk}/accounts/${randomUUID()}`,
    `${desk}/docs`,
    `${desk}/sign-in`,
    `${desk}/s/abc`,
    `${desk}/api/accounts/`,
    `${desk}/api/auth/session`,
    `${desk}/.well-known/ballast.json`,
    '/desk/me/overview',
    `${desk.toUpperCase().replace('/DESK', '/desk')}/overview`,
    '/desk',
  ]) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(404)
    expect(await answer.text(), path).toContain(MISSING)
  }
  for (const path of ['/api/trpc/accounts.list', '/balances/assets.csv?what=balances', '/history/equity.csv']) {
    expect((await page.request.get(`${desk}${path}`)).status(), path).toBe(404)
  }

  // A stream says so within itself.
  expect(await (await page.request.get(`${desk}/api/trpc/live.updates`)).text()).toContain('There is no such desk.')

  // The desk alone leads to its overview.
  await page.goto(desk)
  await expect(page).toHaveURL(`${desk}/overview`)
  await expect(page.getByRole('heading', { name: MISSING })).toBeVisible()
  await page.getByRole('link', { name: 'To the overview' }).click()
  await expect(page).toHaveURL(/\/\/[^/]+\/overview$/)
  await expect(page.locator('[data-live]')).toBeVisible()
})

test('nobody says in a header which desk they ask for', async ({ page }) => {
  const headers = { 'X-Desk': randomUUID() }
  const overview = await page.request.get('/overview', { headers })
  expect(overview.status()).toBe(200)
  expect(await overview.text()).not.toContain('/desk/')
  expect((await page.request.get('/api/trpc/accounts.list', { headers })).status()).toBe(200)
  expect((await page.request.get('/history/equity.csv', { headers })).status()).toBe(200)
})

test('whoever is alone sees no desk', async ({ page, isMobile }) => {
  await page.goto('/overview')
  await expect(page.locator('[data-live]')).toBeVisible()
  await page.getByRole('button', { name: /^Your account/ }).click()
  await expect(page.getByRole('menuitem').first()).toHaveText(isMobile ? 'Performance' : 'Settings')
  await expect(page.getByRole('button', { name: /^Desk:/ })).toHaveCount(0)
})

test('whoever is signed out comes back to the desk that they asked for', async ({ page, context }) => {
  // A page that is open would go to the sign-in by itself, and with its own address.
  await page.goto('about:blank')
  await context.clearCookies()
  const desk = `/desk/${randomUUID()}`
  await page.goto(`${desk}/balances?group=coin`)
  await expect(page).toHaveURL(`/sign-in?from=${encodeURIComponent(`${desk}/balances?group=coin`)}`)
})

test('every way through the application stays in the desk of the address', async ({ page, freshLedger, isMobile }) => {
  const desk = `/desk/${await ownDesk(page)}`
  const account = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Main account')
  // What the page of before still asks for is its own desk's.
  await page.goto('about:blank')
  const asked = new Set<string>()
  const around: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/^\/(_next|icons|manifest|favicon)/.test(pathname)) return
    if (pathname === desk) return
    if (pathname.startsWith(`${desk}/`)) asked.add(pathname.slice(desk.length).split('/')[1] ?? '')
    else around.push(pathname)
  })

  await page.goto(desk)
  await expect(page).toHaveURL(`${desk}/overview`)
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  const main = page.getByRole('navigation', { name: 'Main' }).locator('visible=true')
  await expect(main.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page')

  // By the navigation, by a table's rows and back.
  await main.getByRole('link', { name: 'Balances' }).click()
  await expect(page).toHaveURL(`${desk}/balances`)
  await expect(main.getByRole('link', { name: 'Balances' })).toHaveAttribute('aria-current', 'page')
  await expect(rowOf(page, 'Balances', 'BTC').first()).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search balances' }).fill('BTC')
  await expect(page).toHaveURL(`${desk}/balances?q=BTC`)
  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Search balances' })).toHaveValue('BTC')

  await main.getByRole('link', { name: 'Accounts' }).click()
  await page.getByRole('link', { name: 'Main account' }).first().click()
  await expect(page).toHaveURL(`${desk}/accounts/${account}`)
  await page.goBack()
  await expect(page).toHaveURL(new RegExp(`${desk}/accounts$`))

  // Ways that are no links: keys, the palette, a form without script, a file.
  if (!isMobile) {
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await expect(page).toHaveURL(new RegExp(`${desk}/history`))
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox').last().fill('Positions')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${desk}/positions`)
    const file = page.locator('a[download]').first()
    await expect(file).toHaveAttribute('href', new RegExp(`^${desk}/balances/assets\\.csv\\?`))
    const download = page.waitForEvent('download')
    await file.click()
    await download
  }
  await page.goto(`${desk}/performance/flows`)
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(new RegExp(`${desk}/performance/flows\\?`))
  await page.goto(`${desk}/settings/security`)
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Security' })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expectAccessible(page)
  expect([...asked]).toEqual(expect.arrayContaining(['overview', 'balances', 'accounts', 'api']))
  expect(around).toEqual([])
})

test('two tabs of one browser stay each in their desk', async ({ page, context, freshLedger }) => {
  const desk = `/desk/${await ownDesk(page)}`
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Main account')
  const other = await context.newPage()
  const lines: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/live.updates')) lines.push(new URL(request.url()).pathname)
  })
  await page.goto('/overview')
  await other.goto(`${desk}/overview`)
  for (const tab of [page, other]) await expect(tab.locator('[data-live="live"]')).toBeVisible()
  // A line each: what is heard in a desk is none of the other's.
  expect([...new Set(lines)].sort()).toEqual(['/api/trpc/live.updates', `${desk}/api/trpc/live.updates`])
  for (const tab of [page, other]) {
    await tab.getByRole('navigation', { name: 'Main' }).locator('visible=true').getByRole('link', { name: 'Positions' }).click()
  }
  await expect(page).toHaveURL('/positions')
  await expect(other).toHaveURL(`${desk}/positions`)
  // What changes desks without loading the page is made up for: nothing of the one is on the other's page.
  await other.evaluate(() => history.pushState(null, '', '/overview'))
  await expect(other.locator('[data-live="live"]')).toBeVisible()
  await expect(
    other.getByRole('navigation', { name: 'Main' }).locator('visible=true').getByRole('link', { name: 'Accounts' }),
  ).toHaveAttribute('href', '/accounts')
})
