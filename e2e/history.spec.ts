import { connect, refresh } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

test('history of the demo: compare accounts, choose a range, take it as a file', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/history?period=24h')
  await expect(page.getByRole('img', { name: /^Equity over time/ })).toBeVisible()
  await page.getByRole('radio', { name: 'Accounts' }).click()
  await page.getByRole('radio', { name: '% change' }).click()
  await expect(page).toHaveURL(/groupBy=account/)
  await expect(page.getByRole('table', { name: 'Equity in this stretch' }).getByRole('row')).not.toHaveCount(1)
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await expectAccessible(page)
  }

  await page.getByRole('button', { name: 'Range' }).click()
  await page.getByLabel('First day').fill('2001-01-01')
  await page.getByLabel('Last day').fill('2001-01-02')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page.getByText('No history in this stretch')).toBeVisible()
  await expect(page).toHaveURL(/from=2001-01-01&to=2001-01-02/)

  await page.getByRole('radio', { name: '24h' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).click()
  expect((await downloading).suggestedFilename()).toBe('equity.csv')
  await expect(page.getByText(/^equity\.csv saved/)).toBeVisible()

  await page.route('**/history/equity.csv*', (route) => route.abort())
  await page.getByRole('link', { name: 'CSV' }).click()
  await expect(page.getByText('equity.csv broke off')).toBeVisible()
})

test('a stretch that is drawn over is shown alone, and a double click leads back', async ({ page, demo, isMobile }) => {
  test.skip(isMobile, 'A finger that is drawn over a chart reads it.')
  void demo
  await page.goto('/history?period=30d')
  const chart = page.getByRole('img', { name: /^Equity over time/ })
  await expect(chart).toBeVisible()
  const box = await chart.boundingBox()
  if (!box) throw new Error('The chart has no place.')
  const y = box.y + box.height / 3
  await page.mouse.move(box.x + box.width * 0.4, y)
  // Once it follows the pointer the page is alive.
  await expect(chart.getByText(/\d\d:\d\d:\d\d/)).toBeVisible()
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, y, { steps: 8 })
  await page.mouse.up()
  await expect(page).toHaveURL(/zoom=\d+-\d+/)
  await expect(page.getByRole('button', { name: /back to what was shown before/ })).toBeVisible()
  // Also while the stretch is on its way, and comes between two clicks.
  await page.mouse.dblclick(box.x + box.width * 0.5, y)
  await expect(page).not.toHaveURL(/zoom=/)
})

test('the total is laid beside the same money in Bitcoin, and what is not known of that is said', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/history?period=7d')
  const compare = page.getByRole('button', { name: 'vs BTC' })
  await expect(compare).toHaveAttribute('aria-pressed', 'false')
  await compare.click()
  await expect(page).toHaveURL(/against=btc/)
  await expect(page.getByText(/the same money, put in and taken out at the same moments/)).toBeVisible()
  const beside = page.getByRole('table', { name: 'Equity in this stretch' }).getByRole('row', { name: /In Bitcoin/ })
  await expect(beside.or(page.getByText(/^Nothing of Bitcoin: /))).toBeVisible()
  await expectAccessible(page)
  await compare.click()
  await expect(beside).toHaveCount(0)
})

test('ranges by name are days of the viewer', async ({ page, demo }) => {
  void demo
  await page.goto('/history')
  await page.getByRole('button', { name: 'Range' }).click()
  await page.getByRole('button', { name: 'Last month' }).click()
  await expect(page).toHaveURL(/from=\d{4}-\d\d-01&to=\d{4}-\d\d-(28|29|30|31)/)
})

test('an account of this minute has its history begun', async ({ page, person, freshLedger }) => {
  expect(person.email).toContain('@')
  await page.goto('/history')
  await expect(page.getByText('Connect your first account')).toBeVisible()
  const id = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'New')
  await refresh(page, [id])
  await page.goto('/history?groupBy=account&period=24h')
  await expect(page.getByRole('row', { name: /New/ }).or(page.getByText('No history in this stretch'))).toBeVisible()
})
