import { connect } from './connect'
import { expect, test } from './fixtures'

test.beforeEach(async ({ person }) => void person)

test('what is tapped and typed before the page is alive is done once it is', async ({ page, freshLedger }) => {
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Early')
  // The page's scripts are held back until the hand has been there.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/balances', { waitUntil: 'commit' })
  await page.getByRole('searchbox', { name: 'Search balances' }).fill('BTC')
  await page.getByRole('button', { name: 'Filter' }).click()
  release()
  await expect(page.getByRole('group', { name: 'Exchanges' })).toBeVisible()
  await expect(page).toHaveURL(/q=BTC/)
})
