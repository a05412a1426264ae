import type { Page, Route } from '@playwright/test'
import { connect, refresh, rowOf } from './connect'
import { expect, test } from './fixtures'

const SCRIPTS = '**/_next/static/**/*.js'

/** Code that a page's HTML does not name. */
async function onOtherScripts(page: Page, path: string, handle: (route: Route) => Promise<void>): Promise<void> {
  const html = await (await page.request.get(path)).text()
  await page.route(SCRIPTS, async (route) => {
    const file = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    if (html.includes(file)) await route.continue()
    else await handle(route)
  })
}

test('what is typed while further code is on its way is not held up by it', async ({ page, person }) => {
  void person
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const asked = new Promise<void>((resolve) => {
    void onOtherScripts(page, '/settings/security', async (route) => {
      resolve()
      await released
      await route.continue()
    }).then(() => page.goto('/settings/security'))
  })
  await asked
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByLabel('Your password', { exact: true }).fill('not mine')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Your password', { exact: true })).toHaveAccessibleDescription(/not your password/)
  release()
})

test('a form whose code could not be fetched says so, and comes at the next try', async ({ page, person, freshLedger }) => {
  void person
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Late')
  await page.goto('/accounts')
  await page.getByRole('link', { name: 'Late' }).first().waitFor()
  // What says so comes late too.
  await expect(page.getByRole('region', { name: /Notifications/ })).toBeAttached()
  // So does the menu that leads to it.
  await page.getByRole('button', { name: 'Actions for Late' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
  await page.keyboard.press('Escape')
  let fails = true
  await onOtherScripts(page, '/accounts', (route) => (fails ? route.abort() : route.continue()))
  await page.getByRole('button', { name: 'Actions for Late' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await expect(page.getByText('could not be fetched')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Late' }).first()).toBeVisible()
  fails = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('dialog')).toContainText('Rename')
})

test('what happens while a part of a page is not alive yet is shown when it is, and nothing is drawn twice', async ({
  page,
  person,
  freshLedger,
  simulator,
}) => {
  void person
  const ledger = await freshLedger('bybit', 'empty')
  const id = await connect(page, ledger, 'Asleep')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // The frame comes alive, the overview in it does not.
  await onOtherScripts(page, '/settings', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/overview', { waitUntil: 'commit' })
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  // The browser lists what has arrived whole.
  const arrived = () =>
    page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('overview.freshness')).length)
  const before = await arrived()
  await simulator.putLedger({ ...ledger, tokens: [{ wallet: 'unified', coin: 'BTC', balance: '2.5' }] })
  await refresh(page, [id])
  await expect.poll(arrived).toBeGreaterThan(before)
  release()
  await expect(rowOf(page, 'Accounts', 'Asleep')).not.toContainText('$0.00')
})

test('what a page draws later comes as soon as its code can be fetched, and holds up nothing until then', async ({
  page,
  person,
  freshLedger,
}) => {
  void person
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Later')
  let fails = true
  await onOtherScripts(page, '/overview', (route) => (fails ? route.abort() : route.continue()))
  await page.goto('/overview')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await expect(rowOf(page, 'Accounts', 'Later')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Exposure' })).toHaveCount(0)
  fails = false
  await expect(page.getByRole('heading', { name: 'Exposure' })).toBeVisible()
})
