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

test('an account of this minute has its history begun', async ({ page, person, freshLedger }) => {
  expect(person.email).toContain('@')
  await page.goto('/history')
  await expect(page.getByText('Connect your first account')).toBeVisible()
  const id = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'New')
  await refresh(page, [id])
  await page.goto('/history?groupBy=account&period=24h')
  await expect(page.getByRole('row', { name: /New/ }).or(page.getByText('No history in this stretch'))).toBeVisible()
})
