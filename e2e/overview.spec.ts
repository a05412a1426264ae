import { Decimal } from '../server/domain/decimal'
import { connect, exact, figures, refresh, rowOf } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

test.beforeEach(async ({ person }) => void person)

test('the empty overview leads to the first account', async ({ page }) => {
  await page.goto('/overview')
  await expect(page.getByText('Connect your first account')).toBeVisible()
  await setTheme(page, 'light')
  await expectAccessible(page)
  await setTheme(page, 'dark')
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: 'Add account' }).click()
  await page.waitForURL(/\/accounts\/new/)
})

test('equity is the sum of the accounts, and the opened row holds the ledger', async ({ page, freshLedger, isMobile }) => {
  const desk = await freshLedger('bybit', 'hedged-desk')
  await connect(page, desk, 'Desk')
  await connect(page, await freshLedger('okx', 'leveraged-long'), 'Long')
  await page.goto('/overview')

  await expect(rowOf(page, 'Accounts', 'Desk')).toContainText('$')
  const total = await exact(page.getByRole('region', { name: 'Total equity' }))
  const parts = await Promise.all(['Desk', 'Long'].map(async (name) => exact(rowOf(page, 'Accounts', name))))
  expect(
    new Decimal(total)
      .minus(Decimal.sum(...parts))
      .abs()
      .lt('0.000001'),
    `${total} is not ${parts.join(' + ')}`,
  ).toBe(true)
  // How it moved comes with the page, not once a script has run: it would push the chart down in front of whoever reads.
  const sent = (await (await page.request.get('/overview')).text()).replace(/<script[\s\S]*?<\/script>/g, '')
  expect(sent).toMatch(/>gain<|change of equity/)

  const exposure = page.getByRole('region', { name: 'Exposure' })
  await expect(exposure.getByRole('row', { name: /BTC/ })).toContainText(/hedged/i)

  if (isMobile) return
  await page.getByRole('button', { name: 'Assets of Desk' }).click()
  const held = page.getByRole('table', { name: /^(Positions|Tokens) of Desk$/ }).first()
  // They are asked for when the row is opened.
  await expect(held).toBeVisible()
  await expect(page.getByRole('table', { name: 'Tokens of Desk' })).toBeVisible()
  const shown = await figures(held.locator('xpath=ancestor::td'))
  for (const { coin, balance } of desk.tokens) expect([...shown], `${coin} ${balance}`).toContain(new Decimal(balance).toFixed())
  for (const { market, entryPrice } of desk.positions) {
    expect([...shown], `entry of ${market}`).toContain(new Decimal(entryPrice).toFixed())
  }
  await expectAccessible(page)
})

test('an account that fails says why and what to do, and takes nothing from the others', async ({
  page,
  freshLedger,
  simulator,
  isMobile,
}) => {
  const failing = await freshLedger('bybit', 'leveraged-long')
  const failingId = await connect(page, failing, 'Failing')
  const fineId = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Fine')
  await page.goto('/overview')
  await expect(rowOf(page, 'Accounts', 'Failing')).toContainText('$')
  const before = await exact(rowOf(page, 'Accounts', 'Failing'))

  await simulator.fault({
    match: { venue: 'bybit', apiKey: failing.key.apiKey },
    effect: { kind: 'refuse', refusal: 'key-revoked' },
  })
  await refresh(page, [failingId, fineId])

  await expect(page.getByText('Key refused').locator('visible=true').first()).toBeVisible()
  await expect(
    page
      .getByText(/Replace the keys/)
      .locator('visible=true')
      .first(),
  ).toBeVisible()
  expect(await exact(rowOf(page, 'Accounts', 'Failing'))).toBe(before)
  await expect(rowOf(page, 'Accounts', 'Fine')).not.toContainText('refused')
  const attention = page.getByRole('region', { name: 'Needs attention' })
  await expect(attention).toContainText('The key is refused')
  if (isMobile) {
    // On the first screen, before the chart.
    await page.evaluate(() => scrollTo(0, 0))
    await expect(attention).toBeInViewport({ ratio: 1 })
    const [above, below] = [attention, page.getByRole('region', { name: 'Total equity' })].map((part) => part.boundingBox())
    expect((await above)?.y).toBeLessThan((await below)?.y ?? 0)
  }
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Replace keys' }).locator('visible=true').click()
  await expect(page.getByRole('dialog', { name: 'New keys for Failing' })).toBeVisible()
})

test('a limit on one account is told there, with when it is read again, and holds up no other', async ({
  page,
  freshLedger,
  simulator,
}) => {
  const limited = await freshLedger('bybit', 'leveraged-long')
  const limitedId = await connect(page, limited, 'Limited')
  const fineId = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Fine')
  await simulator.fault({
    match: { venue: 'bybit', apiKey: limited.key.apiKey },
    effect: { kind: 'refuse', refusal: 'account-limit', retryAfterSeconds: 600 },
  })
  await refresh(page, [limitedId])
  await refresh(page, [fineId])

  await page.goto('/overview')
  const said = page.getByRole('paragraph').filter({ hasText: 'Bybit limits how often this account is asked' })
  await expect(said.filter({ hasText: /Next try in \d+ min/ }).locator('visible=true')).toBeVisible()
  await expect(rowOf(page, 'Accounts', 'Fine')).not.toContainText('Stale')
  await expectAccessible(page)
})

test('why a total is not all opens by keys, or a finger', async ({ page, freshLedger, simulator, isMobile }) => {
  const ledger = await freshLedger('bybit', 'empty')
  await simulator.putLedger({
    ...ledger,
    tokens: [
      { wallet: 'unified', coin: 'USDT', balance: '100' },
      { wallet: 'unified', coin: 'NOPRICE', balance: '5' },
    ],
  })
  await connect(page, ledger, 'Partly known')
  await page.goto('/overview')
  const total = page
    .getByRole('region', { name: 'Total equity' })
    .getByRole('button', { name: /^≥? ?at least/ })
    .first()
  await expect(total).toBeVisible()
  if (isMobile) await total.tap()
  else {
    await total.focus()
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('dialog')).toContainText('not all of it is known')
  await expect(page.getByRole('dialog')).toContainText('Partly known')
  await expectAccessible(page)
})

test('what changes on the exchange arrives by itself', async ({ page, freshLedger, simulator }) => {
  const ledger = await freshLedger('bybit', 'empty')
  const id = await connect(page, ledger, 'Watched')
  await page.goto('/overview')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await expect(rowOf(page, 'Accounts', 'Watched')).toContainText('$0.00')

  await simulator.putLedger({ ...ledger, tokens: [{ wallet: 'unified', coin: 'BTC', balance: '2.5' }] })
  await refresh(page, [id])
  await expect(rowOf(page, 'Accounts', 'Watched')).not.toContainText('$0.00')
  await expect(page.getByRole('region', { name: 'Distribution' })).toContainText('BTC')
})

test('of more accounts than a screen has room for the first come with the page, the others when they are asked for', async ({
  page,
  freshLedger,
}) => {
  const names = Array.from({ length: 12 }, (_, n) => `Desk ${String(n + 1).padStart(2, '0')}`)
  for (const name of names) await connect(page, await freshLedger('bybit', 'hedged-desk'), name)
  await page.goto('/overview')
  await expect(rowOf(page, 'Accounts', 'Desk 10')).toContainText('$')
  await expect(rowOf(page, 'Accounts', 'Desk 11')).toHaveCount(0)
  await expect(page.getByText('10 of 12 accounts')).toBeVisible()
  const total = await exact(page.getByRole('region', { name: 'Total equity' }))
  await page.getByRole('button', { name: 'Show 2 more' }).click()
  for (const name of names) await expect(rowOf(page, 'Accounts', name)).toContainText('$')
  await expect(page.getByText('10 of 12 accounts')).toHaveCount(0)
  // The totals were over all of them before they were shown.
  const parts = await Promise.all(names.map(async (name) => exact(rowOf(page, 'Accounts', name))))
  expect(new Decimal(total).toFixed(6)).toBe(Decimal.sum(...parts).toFixed(6))
  // A row that lies half under the bar at the top has no targets to be measured.
  await page.evaluate(() => scrollTo(0, 0))
  await expectAccessible(page)
})

test('the chart tells what is under the pointer, and by account how each moved, none left out', async ({ page, demo }) => {
  void demo
  await page.goto('/overview')
  const chart = page.getByRole('img', { name: /^Equity over time/ })
  await expect(chart).toBeVisible()
  const at = async (share: number) => {
    // On a phone it stands below what needs attention.
    await chart.scrollIntoViewIfNeeded()
    const box = await chart.boundingBox()
    if (!box) throw new Error('The chart has no place.')
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 3)
  }
  const readout = chart.getByText(/\d\d:\d\d:\d\d/)
  // A pointer that stood there before the page listens has to move.
  await expect(async () => {
    await at(0.29)
    await at(0.3)
    await expect(readout).toBeVisible({ timeout: 500 })
  }).toPass()
  const early = await readout.textContent()
  await at(0.6)
  await expect(readout).not.toHaveText(early ?? '')
  await page.mouse.move(0, 0)
  await expect(readout).toHaveCount(0)

  await page.getByRole('radio', { name: 'By account' }).click()
  const told = page
    .getByRole('region', { name: 'Total equity' })
    .locator('ul[aria-hidden]')
    .getByRole('listitem', { includeHidden: true })
  await expect(told).not.toHaveCount(0)
  const names = (await chart.getAttribute('aria-label'))?.split('. ').filter((sentence) => /: .+ on .+;/.test(sentence)) ?? []
  await expect(told).toHaveCount(names.length)
  for (const each of await told.all()) await expect(each).toBeVisible()
})

test('refresh counts the accounts as they answer', async ({ page, freshLedger, simulator }) => {
  const ledger = await freshLedger('bybit', 'leveraged-long')
  await connect(page, ledger, 'Slow')
  await page.goto('/overview')
  await simulator.fault({ match: { apiKey: ledger.key.apiKey }, effect: { kind: 'latency', ms: 800 } })
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Refreshing 0 of 1' })).toBeVisible()
  await expect(page.getByText('Slow is up to date')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`the demo's overview is accessible and fits, ${theme}`, async ({ page, demo }) => {
    expect(demo.email).toContain('@')
    await page.goto('/overview')
    await setTheme(page, theme)
    await expect(page.getByRole('img', { name: /^Equity over time/ })).toBeVisible()
    await expectAccessible(page)
    for (const by of ['By exchange', 'By account']) {
      await page.getByRole('radio', { name: by }).click()
      await expect(page.getByRole('img', { name: /^Equity over time\. .+: \$.+: \$/ })).toBeVisible()
    }
    for (const width of [320, 768, 1024, 2560]) {
      await page.setViewportSize({ width, height: 800 })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect(over, `sideways scroll at ${width} px`).toBe(0)
    }
  })
}
