import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { Decimal } from '../server/domain/decimal'
import { connect, figures, rowOf } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

/** What of `npm run replay` is compared. */
const replayed = z.object({ assets: z.array(z.object({ symbol: z.string(), asset_type: z.string(), size: z.string() })) })

test.beforeEach(async ({ person }) => void person)

test('an account shows its wallets and every asset as the ledger has them', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await page.goto(`/accounts/${await connect(page, ledger, 'Desk')}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible()
  for (const { coin, balance } of ledger.tokens) {
    await expect
      .poll(async () => [...(await figures(page))], { message: `${coin} ${balance}` })
      .toContain(new Decimal(balance).toFixed())
  }
  await expect(page.getByRole('region', { name: 'Wallets' })).toContainText('Unified')
  await expect(page.getByRole('region', { name: 'Wallets' })).toContainText('Funding')
  const refreshes = page.getByRole('region', { name: 'Last refreshes' }).getByRole('listitem')
  await expect(refreshes.first()).toContainText(/\d+ m?s/)
  await expect(refreshes.first().getByLabel('Done')).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await expectAccessible(page)
  }
})

test('an asset opens to every field, with the digits of the exchange', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'contract-sample')
  await page.goto(`/accounts/${await connect(page, ledger, 'Sample')}`)
  const sheet = page.getByRole('dialog')
  // A tap that comes before the page is alive is tapped again, as a person would.
  await expect(async () => {
    await rowOf(page, 'Positions', 'ETH').first().getByRole('button').first().click()
    await expect(sheet).toBeVisible({ timeout: 3_000 })
  }).toPass()
  for (const field of [
    'Size',
    'Notional',
    'Entry',
    'Mark',
    'Liquidation',
    'Initial margin',
    'Maint. margin',
    'Leverage',
    'Margin',
    'Funding',
  ]) {
    await expect(sheet.getByRole('term').filter({ hasText: new RegExp(`^${field}$`) })).toBeVisible()
  }
  expect([...(await figures(sheet))]).toEqual(expect.arrayContaining(['1.69', '306.80066534', '16.90546734', '10']))
  await expectAccessible(page)
})

test('leverage is set after a confirmation that says what changes', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'leveraged-long', { permissions: ['read', 'trade'] })
  await page.goto(`/accounts/${await connect(page, ledger, 'Long')}`)
  const before = ledger.positions[0]?.leverage ?? ''
  await page.getByRole('button', { name: 'Set leverage' }).click()
  const dialog = page.getByRole('dialog')
  const pair = await dialog.getByLabel('Pair').inputValue()
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByLabel('Leverage')).toHaveAccessibleDescription('Leverage is a positive number.')

  await dialog.getByLabel('Leverage').fill('3')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('dialog', { name: `Set ${pair} to 3×?` })).toContainText(`${before}×`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Set to 3×' }).click()
  await expect(page.getByText(`${pair} is at 3×`)).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('what the exchange refuses about leverage is said in its own words', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'leveraged-long', { permissions: ['read', 'trade'] })
  await page.goto(`/accounts/${await connect(page, ledger, 'Long')}`)
  await page.getByRole('button', { name: 'Set leverage' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Leverage').fill('100000')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('button', { name: 'Set to 100000×' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The leverage was not set')
  await dialog.getByRole('button', { name: 'Back' }).click()
  await expect(dialog.getByLabel('Leverage')).toBeVisible()
})

test('margin mode is chosen on the page and kept', async ({ page, freshLedger }) => {
  await page.goto(`/accounts/${await connect(page, await freshLedger('bybit', 'empty'), 'Modes')}`)
  await page.getByRole('combobox', { name: 'Margin mode' }).click()
  await page.getByRole('option', { name: 'Isolated', exact: true }).click()
  await expect(page.getByText('Margin mode of Modes is isolated')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Margin mode' })).toHaveText('Isolated')
})

test("what no total holds is named, and an account that is nobody's says so", async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'dust-and-unpriced')
  await page.goto(`/accounts/${await connect(page, ledger, 'Dust')}`)
  await expect(page.getByRole('region', { name: 'Not in the totals, and notes' })).toContainText('No market prices')
  await expect(
    page
      .getByText(/\d+ below \$1\.00/)
      .locator('visible=true')
      .first(),
  ).toBeVisible()

  await page.goto('/accounts/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('No such account.')).toBeVisible()
})

test('a recording is saved as a file that replays to the figures of the page and names no key', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await page.goto(`/accounts/${await connect(page, ledger, 'Desk')}`)
  const dialog = page.getByRole('dialog', { name: 'Save a recording' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Save a recording' }).click()
    await expect(dialog).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: /Multiply all amounts/ }).uncheck()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^bybit-.*\.json$/)
  const text = await readFile(await download.path(), 'utf8')
  for (const secret of [ledger.key.apiKey, ledger.key.apiSecret, ledger.uid]) expect(text).not.toContain(secret)
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/replay.ts', await download.path()])
  const { assets } = replayed.parse(JSON.parse(stdout))
  expect(assets.filter(({ asset_type }) => asset_type === 'position')).toHaveLength(ledger.positions.length)
  for (const { coin, balance } of ledger.tokens) {
    const sizes = assets.filter(({ symbol }) => symbol === coin).map(({ size }) => new Decimal(size).toFixed())
    expect(sizes, coin).toContain(new Decimal(balance).toFixed())
  }
  await expect(dialog).toBeHidden()
})
