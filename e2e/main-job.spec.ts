import { Decimal } from '../server/domain/decimal'
import { expect, test } from './fixtures'

test('sign up, connect a Bybit account, and its figures on the page are the ledger’s', async ({ page, person, freshLedger }) => {
  expect(person.email).toContain('@')
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await page.goto('/accounts/new?exchange=bybit')
  await page.getByLabel('Name').fill('Hedged desk')
  await page.getByLabel('API key', { exact: true }).fill(ledger.key.apiKey)
  await page.getByLabel('API secret', { exact: true }).fill(ledger.key.apiSecret)
  await page.getByRole('button', { name: 'Test key' }).click()
  await page.getByRole('button', { name: 'Add account' }).click()
  await page.waitForURL(/\/alerts\/start$/)
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Hedged desk' }).locator('visible=true').first().click()
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}/)

  const exact = page.locator('[data-exact]')
  const shown = async () =>
    new Set((await exact.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-exact') ?? ''))).map(plain))
  for (const { coin, balance } of ledger.tokens) {
    if (new Decimal(balance).isZero()) continue
    await expect.poll(async () => (await shown()).has(plain(balance)), { message: `${coin} ${balance}` }).toBe(true)
  }
  for (const { market, entryPrice, contracts } of ledger.positions) {
    await expect.poll(async () => (await shown()).has(plain(contracts)), { message: `${market} ${contracts}` }).toBe(true)
    expect([...(await shown())], `entry of ${market}`).toContain(plain(entryPrice))
  }
})

/** A figure without the thin differences of how many zeros stand behind it. */
function plain(figure: string): string {
  const number = figure.replaceAll('\u2212', '-').replaceAll(/[^0-9.-]/g, '')
  return /\d/.test(number) ? new Decimal(number).toFixed() : figure
}
