import type { Locator, Page } from '@playwright/test'
import { connect, rowOf } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

/** The bell of a row: some come only where somebody points, or the keyboard is. */
async function bellOf(row: Locator, name: RegExp): Promise<Locator> {
  await row.hover()
  const bell = row.getByRole('button', { name })
  await expect(bell).toBeVisible()
  return bell
}

/** Waits until a panel stands beside its bell: what grows in it has it moved. */
async function standsBeside(panel: Locator, bell: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const [of, its] = [await bell.boundingBox(), await panel.boundingBox()]
      return of !== null && its !== null && (its.y >= of.y + of.height || its.y + its.height <= of.y)
    })
    .toBe(true)
}

/** Makes a rule from what a bell opens, and sees it listed there. */
async function tellMe(page: Page, bell: Locator, what: RegExp, limit: string): Promise<void> {
  await bell.click()
  const panel = page.getByRole('dialog', { name: /Tell me about/ })
  const form = panel.locator('form').filter({ hasText: what })
  await expect(form.getByText(/^now/)).toBeVisible()
  await form.getByRole('textbox').fill('0')
  await form.getByRole('button', { name: what }).click()
  await expect(form.getByText('Enter a number above 0.')).toBeVisible()
  await form.getByRole('textbox').fill(limit)
  await form.getByRole('button', { name: what }).click()
  await expect(form.getByText('Added')).toBeVisible()
  await expect(panel.getByRole('list', { name: 'You are told' }).getByRole('listitem')).toHaveCount(1)
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await standsBeside(panel, bell)
    await expectAccessible(page)
  }
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(bell).toBeFocused()
}

// Each looks at four pages, and at two of them in both themes by every rule of accessibility.
test.slow()

const rules = (page: Page) => page.getByRole('list', { name: 'Rules' })

test('an account’s row has a bell: on the overview and among the accounts it makes a rule from the figures that stand there', async ({
  page,
  person,
  freshLedger,
}) => {
  expect(person.email).toContain('@')
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Desk')
  await page.goto('/accounts')
  await tellMe(page, await bellOf(rowOf(page, 'Accounts', 'Desk').first(), /^Tell me about Desk$/), /Margin ratio above/, '61')
  await page.goto('/overview')
  const bell = await bellOf(rowOf(page, 'Accounts', 'Desk').first(), /^Tell me about Desk$/)
  await bell.click()
  const panel = page.getByRole('dialog', { name: /Tell me about Desk/ })
  await expect(panel.getByRole('list', { name: 'You are told' })).toContainText('Margin ratio of a wallet from 61 %, on Desk')
  await page.goto('/alerts')
  await expect(rules(page)).toContainText('Margin ratio of a wallet from 61 %, on Desk')
})

test('a position’s row has a bell, and so has its sheet: the rule is about this position of this account alone', async ({
  page,
  person,
  freshLedger,
}) => {
  expect(person.email).toContain('@')
  const id = await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Desk')
  await page.goto('/positions')
  const row = rowOf(page, 'Positions', 'ETH:PERP-USDT').first()
  await tellMe(page, await bellOf(row, /^Tell me about ETH:PERP-USDT of Desk$/), /Nearer to liquidation than/, '7')
  await page.goto(`/accounts/${id}`)
  const same = rowOf(page, 'Positions', 'ETH:PERP-USDT').first()
  await (await bellOf(same, /^Tell me about ETH:PERP-USDT of Desk$/)).click()
  const said = 'ETH:PERP-USDT nearer to liquidation than 7 %, on Desk'
  const panel = page.getByRole('dialog', { name: /Tell me about ETH/ })
  await expect(panel.getByRole('list', { name: 'You are told' })).toContainText(said)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await same.getByRole('button').first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Alerts: 1' }).click()
  await expect(page.getByRole('dialog').getByRole('list', { name: 'You are told' })).toContainText(said)
  // What another position’s bell opens has nothing of it.
  await page.goto('/positions')
  const other = rowOf(page, 'Positions', 'BTC:PERP-USDT').first()
  await (await bellOf(other, /^Tell me about BTC:PERP-USDT of Desk$/)).click()
  const empty = page.getByRole('dialog', { name: /Tell me about BTC/ })
  await expect(empty.locator('form').first()).toBeVisible()
  await expect(empty.getByRole('list', { name: 'You are told' })).toBeHidden()
})
