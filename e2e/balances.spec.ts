import { readFile } from 'node:fs/promises'
import { Decimal } from '../server/domain/decimal'
import { connect, figures, rowOf } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

test.beforeEach(async ({ person }) => void person)

test('nothing connected leads to the first account, no position says so', async ({ page, freshLedger }) => {
  await page.goto('/balances')
  await expect(page.getByText('Connect your first account')).toBeVisible()
  await connect(page, await freshLedger('bybit', 'empty'), 'Empty')
  await page.goto('/positions')
  await expect(page.getByText('No open positions')).toBeVisible()
  await expectAccessible(page)
})

test('grouped by coin, a hedged coin shows its spot and its short; the view stays in the URL', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await connect(page, ledger, 'Desk')
  await page.goto('/balances')
  await expect(rowOf(page, 'Balances', 'BTC').first()).toBeVisible()

  await page.getByRole('combobox', { name: 'Grouping' }).click()
  await page.getByRole('option', { name: 'By coin' }).click()
  await expect(page).toHaveURL(/group=coin/)
  const group = rowOf(page, 'Balances', /^BTC/).first()
  const expand = group.getByRole('button', { expanded: false })
  await expand.click()
  await expect(rowOf(page, 'Balances', 'BTC:PERP-USDT')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Grouping' })).toHaveText('By coin')
  await expect(rowOf(page, 'Balances', /^BTC/).first()).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await expectAccessible(page)
  }
})

test('search, kinds and dust choose the rows, and what is hidden is summed', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'dust-and-unpriced')
  await connect(page, ledger, 'Dust')
  await page.goto('/balances')
  await expect(page.getByText(/\d+ hidden below \$1\.00, together/)).toBeVisible()
  await expect(page.getByText(/without a price, in no sum/)).toBeVisible()

  const dusty = ledger.tokens.at(-1)?.coin ?? ''
  await page.getByRole('searchbox', { name: 'Search balances' }).fill(dusty)
  await expect(rowOf(page, 'Balances', dusty).first()).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`q=${dusty}`))
  await page.getByRole('searchbox', { name: 'Search balances' }).fill('no such coin')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await expect(page.getByText(/hidden below/)).toBeVisible()
})

test('two hundred assets: few rows in the document, sorted by a click, all in the file', async ({
  page,
  freshLedger,
  isMobile,
}) => {
  const ledger = await freshLedger('bybit', 'two-hundred-assets')
  await connect(page, ledger, 'Many')
  await page.goto('/balances?dust=true')
  await expect(page.getByText(/^2\d\d rows$/)).toBeVisible()
  if (!isMobile) {
    const table = page.getByRole('table', { name: 'Balances' })
    expect(await table.getByRole('row').count()).toBeLessThan(80)
    await table.getByRole('button', { name: 'Size' }).click()
    await expect(table.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
    const largest = Decimal.max(...ledger.tokens.map(({ balance }) => balance)).toFixed()
    const top = async () => [...(await figures(table.getByRole('row').nth(1))), ...(await figures(table.getByRole('row').nth(2)))]
    await expect.poll(top).toContain(largest)

    await table.getByRole('row').nth(1).getByRole('button').first().focus()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown')
    await expect(table.getByRole('row').nth(4).getByRole('button').first()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
  }
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\r\n')
  const [header = ''] = lines
  expect(header.startsWith('account,exchange,symbol,asset_type,')).toBe(true)
  const held = lines
    .slice(1)
    .map((line) => line.split(','))
    .map((fields) => `${fields[2]} ${new Decimal(fields[6] ?? 'NaN').toFixed()}`)
  for (const { coin, balance } of ledger.tokens) expect(held).toContain(`${coin} ${new Decimal(balance).toFixed()}`)
})

test('six hundred rows: few are fetched, all can be reached, each stands once and where the file has it', async ({
  page,
  freshLedger,
  isMobile,
}) => {
  for (const name of ['One', 'Two', 'Three']) {
    await connect(page, await freshLedger('bybit', 'two-hundred-assets'), name)
  }
  await page.goto('/balances?dust=true&sort=symbol')
  await expect(page.getByText(/^6\d\d rows$/)).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\r\n').slice(1)
  await expect(page.getByText(`${lines.length.toLocaleString('en')} rows`)).toBeVisible()
  const inFile = lines.map((line) => line.split(',')).map(([account, , symbol]) => `${account} ${symbol}`)
  if (isMobile) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    const last = page.getByRole('list', { name: 'Balances' }).getByRole('listitem').last()
    await expect(last).toHaveAttribute('aria-posinset', String(lines.length))
    await expect(last.getByRole('button').first()).toBeVisible()
    return
  }
  const table = page.getByRole('table', { name: 'Balances' })
  await expect(table).toHaveAttribute('aria-rowcount', String(lines.length + 1))
  await table.getByRole('row').nth(1).getByRole('button').first().focus()
  await page.keyboard.press('End')
  await expect(
    table
      .locator(`[aria-rowindex="${lines.length + 1}"]`)
      .getByRole('button')
      .first(),
  ).toBeFocused()
  await page.keyboard.press('Home')
  await expect(table.locator('[aria-rowindex="2"]').getByRole('button').first()).toBeFocused()

  const found = new Map<number, string>()
  while (found.size < lines.length) {
    const next = Array.from({ length: lines.length }, (_, index) => index).find((index) => !found.has(index)) ?? 0
    await table.evaluate((node, index) => node.parentElement?.scrollTo({ top: index * 36 }), next)
    // The row's own; a bell stands beside it in the one that is pointed at.
    await expect(table.locator(`[data-index="${next}"] button`).first()).toBeVisible()
    const rows = await table.locator('[data-index]:has(button)').evaluateAll((nodes) =>
      nodes.map((node) => {
        const [symbol, account] = [...node.children].map(({ textContent }) => textContent)
        // A pair is written as people say it; behind it stands its name.
        const name = /\((.+)\)/.exec(symbol ?? '')?.[1] ?? symbol
        return { index: Number(node.getAttribute('data-index')), name: `${account} ${name}` }
      }),
    )
    for (const { index, name } of rows) found.set(index, name)
  }
  const shown = inFile.map((_, index) => found.get(index)?.replace(/(Long|Short|Flat|Owed)$/, ''))
  expect(shown).toEqual(inFile)

  await page.getByRole('searchbox', { name: 'Search balances' }).fill('three usdt')
  await expect(page.getByText(/^6\d\d rows$/)).toBeHidden()
  await expect(rowOf(page, 'Balances', 'USDT').first()).toContainText('Three')
  await expect(rowOf(page, 'Balances', 'One')).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search balances' }).fill('')
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('checkbox', { name: 'Two' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^2\d\d rows$/)).toBeVisible()
})

test('positions show entry, mark, distance and profit; on a phone the three that matter', async ({
  page,
  freshLedger,
  isMobile,
}) => {
  const ledger = await freshLedger('bybit', 'isolated-and-cross')
  await connect(page, ledger, 'Mixed')
  await page.goto('/positions')
  const shown = rowOf(page, 'Positions', ':PERP-')
  await expect(shown).toHaveCount(ledger.positions.length)
  if (isMobile) {
    await expect(shown.first()).toContainText('liq.')
    await shown.first().getByRole('button').first().click()
  }
  const place = isMobile ? page.getByRole('dialog') : page.getByRole('table', { name: 'Positions' })
  const entries = ledger.positions.map(({ entryPrice }) => new Decimal(entryPrice).toFixed())
  const found = async () => [...(await figures(place))].filter((figure) => entries.includes(figure)).length
  await expect.poll(found).toBeGreaterThanOrEqual(isMobile ? 1 : new Set(entries).size)
  await expectAccessible(page)
})

test('positions are found by coin and side, narrowed by filters, walked through by keys, and fit on a tablet', async ({
  page,
  freshLedger,
  isMobile,
}) => {
  const ledger = await freshLedger('bybit', 'isolated-and-cross')
  await connect(page, ledger, 'Mixed')
  await page.goto('/positions')
  const rows = rowOf(page, 'Positions', ':PERP-')
  await expect(rows).toHaveCount(ledger.positions.length)
  const [, coin = '', side = ''] = /\((\w+):PERP-.+\)(Long|Short)/.exec((await rows.first().textContent()) ?? '') ?? []
  const ofCoin = rowOf(page, 'Positions', new RegExp(`\\(${coin}:.*${side}`))
  await page.getByRole('searchbox', { name: 'Search positions' }).fill(`${coin} ${side}`.toLowerCase())
  await expect(ofCoin).not.toHaveCount(0)
  await expect.poll(async () => (await rows.count()) - (await ofCoin.count())).toBe(0)
  await page.getByRole('searchbox', { name: 'Search positions' }).fill('')
  await expect(rows).toHaveCount(ledger.positions.length)

  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('checkbox', { name: 'Isolated' }).click()
  await expect(page).toHaveURL(/margin=isolated/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).not.toHaveURL(/margin=/)
  await page.keyboard.press('Escape')
  if (isMobile) return

  const table = page.getByRole('table', { name: 'Positions' })
  // All rows are back: the focus stays with its row wherever that goes, so that an order still to come would take it along.
  await expect(rows).toHaveCount(ledger.positions.length)
  const focused = page.locator('tr:focus-within')
  // The panel gives the focus back when it is gone, and would take it from a row.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Filter' })).toBeFocused()
  await page.keyboard.press('j')
  await expect(focused).toHaveAttribute('data-index', '0')
  await page.keyboard.press('j')
  await expect(focused).toHaveAttribute('data-index', '1')
  await page.keyboard.press('k')
  await expect(focused).toHaveAttribute('data-index', '0')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await table.getByRole('button', { name: 'Distance' }).click()
  await expect(page).toHaveURL(/sort=distance/)
  await page.setViewportSize({ width: 768, height: 1000 })
  for (const head of ['Asset', 'Notional', 'Distance', 'Unrealised', 'ROE']) {
    await expect(table.getByRole('columnheader', { name: head })).toBeInViewport({ ratio: 1 })
  }
  const over = await table.evaluate(
    (element) => (element.parentElement?.scrollWidth ?? 0) - (element.parentElement?.clientWidth ?? 0),
  )
  expect(over, 'what the table is wider than its place').toBeLessThanOrEqual(0)
})

test('a view is kept under a name, chosen again and forgotten', async ({ page, freshLedger, isMobile }) => {
  test.skip(isMobile, 'Phones have no room for it.')
  await connect(page, await freshLedger('bybit', 'isolated-and-cross'), 'Mixed')
  await page.goto('/positions?sort=distance&margin=isolated')
  const open = () => page.getByRole('button', { name: 'Views' }).click()
  await open()
  await page.getByRole('textbox', { name: 'Name of this view' }).fill('Isolated, nearest first')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.goto('/positions')
  await open()
  await page.getByRole('button', { name: 'Isolated, nearest first', exact: true }).click()
  await expect(page).toHaveURL(/sort=distance&margin=isolated/)
  await open()
  await page.getByRole('button', { name: 'Forget Isolated, nearest first' }).click()
  await expect(page.getByRole('list', { name: 'Kept views' })).toHaveCount(0)
})

test('a table as of a day says so of the rows that stand in it, and of no others', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'isolated-and-cross')
  await connect(page, ledger, 'Mixed')
  const days = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
  const said = page.getByText('As it was at the end of')
  const rows = rowOf(page, 'Positions', ':PERP-')
  // A day that is not over: everything is as it is now.
  await page.goto(`/positions?day=${days(0)}`)
  await expect(rows).toHaveCount(ledger.positions.length)
  await expect(said).toHaveCount(0)

  let letThrough = () => {}
  const open = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route(
    (url) => decodeURIComponent(url.href).includes('"asOf":"'),
    async (route) => {
      await open
      await route.continue()
    },
  )
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByLabel('As of the end of').fill(days(1))
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(new RegExp(`day=${days(1)}`))
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(rows).toHaveCount(ledger.positions.length)
  await expect(said).toHaveCount(0)
  letThrough()
  await expect(said).toBeVisible()
  await expect(rows).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(rows).toHaveCount(ledger.positions.length)
  await expect(said).toHaveCount(0)
})
