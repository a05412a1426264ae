import { connect, figures, readEvery } from './connect'
import { expect, test } from './fixtures'

const DAY_SECONDS = 86_400

test.beforeEach(async ({ person }) => void person)

test('an execution at the exchange is on an open page by itself', async ({ page, simulator, freshLedger }) => {
  test.setTimeout(120_000)
  // Read once a day: within this test nothing but the exchange's own word can bring the change.
  await readEvery(page, DAY_SECONDS)
  const ledger = await freshLedger('bybit', 'leveraged-long')
  await page.goto(`/accounts/${await connect(page, ledger, 'Momentum')}`)
  await expect.poll(async () => [...(await figures(page))]).toContain('45')
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live')
  await expect
    .poll(async () => (await simulator.topicsWatched(ledger)).sort(), { timeout: 60_000 })
    .toEqual(['execution', 'position', 'wallet'])
  expect(await figures(page)).not.toContain('46.5')

  const traded = performance.now()
  await simulator.execute(ledger, { symbol: 'ETHUSDT', side: 'buy', size: '1.5' })
  await expect.poll(async () => [...(await figures(page))], { intervals: [20] }).toContain('46.5')
  console.log(`execution to page: ${Math.round(performance.now() - traded)} ms`)
})
