import { connect, refresh, rowOf } from './connect'
import { expect, expectAccessible, test } from './fixtures'

const fontSize = () => getComputedStyle(document.documentElement).fontSize

test('pages are as dense as this browser was told, and the rows of a table with them', async ({
  page,
  person,
  freshLedger,
  isMobile,
}) => {
  void person
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Desk')
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Compact' }).click()
  await expect.poll(() => page.evaluate(fontSize)).toBe('15px')
  await expectAccessible(page)
  await page.goto('/balances')
  expect(await page.evaluate(fontSize)).toBe('15px')
  if (isMobile) return
  const rows = page.getByRole('table', { name: 'Balances' }).locator('tbody tr')
  await expect(rows.first()).toBeVisible()
  const gaps = async () => {
    const boxes = await Promise.all((await rows.all()).map((row) => row.boundingBox()))
    return boxes.slice(1).map((box, at) => Math.round((box?.y ?? 0) - (boxes[at]?.y ?? 0) - (boxes[at]?.height ?? 0)))
  }
  await expect.poll(async () => (await gaps()).every((gap) => Math.abs(gap) <= 1)).toBe(true)
})

test('a screen on a wall shows figures and how fresh they are, and nothing to press', async ({ page, demo }) => {
  void demo
  await page.goto('/overview?wall')
  await expect(page.getByRole('button', { name: "Leave the wall's view" })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Total equity' })).toBeVisible()
  await expect(page.locator('[data-live]')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' }).locator('visible=true')).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/overview$/)
  await expect(page.getByRole('navigation', { name: 'Main' }).locator('visible=true')).toHaveCount(1)
})

test('the title of a tab counts what fires only where that was asked for', async ({ page, person, freshLedger, simulator }) => {
  void person
  const ledger = await freshLedger('bybit', 'leveraged-long')
  const id = await connect(page, ledger, 'Failing')
  await simulator.fault({
    match: { venue: 'bybit', apiKey: ledger.key.apiKey },
    effect: { kind: 'refuse', refusal: 'key-revoked' },
  })
  await refresh(page, [id])
  await page.goto('/settings')
  await expect(page.getByRole('link', { name: /^Alerts, \d+ fires?$/ })).toBeVisible()
  await expect(page).toHaveTitle(/^Profile/)
  await page.getByRole('switch', { name: /Count in the tab/ }).click()
  await expect(page).toHaveTitle(/^\(\d+\) Profile/)
  await page.getByRole('link', { name: 'API tokens' }).first().click()
  await expect(page).toHaveTitle(/^\(\d+\) API tokens/)
})

test('pulling the page down on a phone reads everything anew', async ({ page, person, freshLedger, isMobile }) => {
  test.skip(!isMobile, 'There is nothing to pull with.')
  void person
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Pulled')
  await page.goto('/overview')
  await expect(rowOf(page, 'Accounts', 'Pulled')).toContainText('$')
  // By then the page listens.
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const pull = (at: string, ending: 'touchend' | 'touchcancel') =>
    page.locator(at).evaluate(async (target, type) => {
      const touch = (clientY: number) => [new Touch({ identifier: 1, target, clientX: 100, clientY })]
      const send = (name: string, touches: Touch[]) => target.dispatchEvent(new TouchEvent(name, { bubbles: true, touches }))
      send('touchstart', touch(100))
      send('touchmove', touch(200))
      send('touchmove', touch(320))
      send(type, [])
      // What the pull asked for is on its way before this has come.
      await fetch('/sign-in?pulled', { method: 'HEAD' })
    }, ending)
  // What is scrolled within the page is scrolled back, and what the system takes over was not let go.
  await page.locator('main').evaluate((main) => {
    const inner = Object.assign(document.createElement('div'), { id: 'inner' })
    inner.style.cssText = 'height: 100px; overflow: auto'
    inner.append(Object.assign(document.createElement('p'), { id: 'within' }))
    inner.firstElementChild?.setAttribute('style', 'height: 900px')
    main.prepend(inner)
    inner.scrollTop = 300
  })
  await pull('#within', 'touchend')
  await pull('body', 'touchcancel')
  await expect.poll(() => asked.filter((url) => url.includes('pulled')).length).toBe(2)
  expect(asked.filter((url) => url.includes('balances.refresh') || url.includes('accounts.list'))).toEqual([])
  await pull('body', 'touchend')
  await expect(page.getByText('Pulled is up to date')).toBeVisible()
})

test('what a figure means opens by keys, leads to its rows, and to the page of all figures', async ({ page, demo }) => {
  void demo
  await page.goto('/overview')
  await expect(page.locator('[data-newest]')).toBeVisible()
  await expectAccessible(page)
  const name = page.getByRole('button', { name: 'Gross exposure' }).first()
  await name.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog')
  await expect(panel).toContainText('by absolute value')
  // From the whole down to rows, and the routes of their prices.
  await expect(panel.getByRole('link', { name: /^Coin by coin/ })).toHaveAttribute('href', '/balances?group=coin')
  await expect(panel.getByRole('link', { name: /prices’ routes$/ })).toHaveAttribute('href', /cols=.*route/)
  await expectAccessible(page, '[role="dialog"]')
  await panel.getByRole('link', { name: 'How figures are made' }).click()
  await expect(page).toHaveURL(/\/figures#exposure$/)
  await expect(page.getByRole('heading', { name: 'What the figures mean' })).toBeVisible()
})
