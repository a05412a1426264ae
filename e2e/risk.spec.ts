import type { Page } from '@playwright/test'
import { connect } from './connect'
import { expect, expectAccessible, setTheme, test } from './fixtures'

const slider = (page: Page) => page.getByRole('slider')
const rows = (page: Page) => page.getByRole('table', { name: /^Accounts at/ }).getByRole('row')

test('the book follows the slider by keys, the number and the usual moves, without asking the server', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/risk')
  await expect(page.getByRole('img', { name: /^Total equity from −60 % to \+100 %/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Total equity, all coins −20 %' })).toBeVisible()
  await expect(rows(page)).not.toHaveCount(1)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/trpc/risk.get')) asked.push(request.url())
  })
  await slider(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'Total equity, all coins −19 %' })).toBeVisible()
  await expect(page).toHaveURL(/at=-19/)
  await page.keyboard.press('Home')
  await expect(page.getByRole('heading', { name: 'Total equity, all coins −60 %' })).toBeVisible()
  await page.getByLabel('By, in %').fill('35')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '+35 %')
  // What is no number stays where it is typed, and moves nothing.
  await page.getByLabel('By, in %').fill('3x')
  await expect(page.getByLabel('By, in %')).toHaveAttribute('aria-invalid', 'true')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '+35 %')
  await page.getByRole('button', { name: '−30 %', exact: true }).click()
  await expect(page.getByRole('button', { name: '−30 %', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('combobox', { name: 'What moves' }).click()
  await page.getByRole('option', { name: 'BTC alone' }).click()
  await expect(page.getByRole('heading', { name: 'Total equity, BTC −30 %' })).toBeVisible()
  await expect(page).toHaveURL(/coin=BTC/)
  expect(asked.length).toBeLessThanOrEqual(1)

  await page.getByRole('button', { name: '0 %', exact: true }).click()
  await expect(page.getByText('Nothing is liquidated on the way there.')).toBeVisible()
  await page.getByText('How these figures are made').click()
  await expect(page.getByText(/Stablecoins and currencies keep their price/)).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await setTheme(page, theme)
    await expectAccessible(page)
  }
})

test('somebody without accounts is told what stands here, and one with is told what is not known', async ({
  page,
  person,
  freshLedger,
}) => {
  expect(person.email).toContain('@')
  await page.goto('/risk')
  await expect(page.getByText('No accounts yet')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'Add account' })).toHaveAttribute('href', '/accounts/new')
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Hedged')
  await page.goto('/risk?at=20')
  await expect(rows(page).filter({ hasText: 'Hedged' })).toBeVisible()
  // Nobody has held anything for twenty days: no beta is known, and that is said.
  await expect(page.getByText(/coins? without a known beta/)).toBeVisible()
})
