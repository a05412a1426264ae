import type { Locator, Page } from '@playwright/test'
import { Decimal } from '../server/domain/decimal'
import type { Ledger } from '../simulator/ledger'
import { connect, exact } from './connect'
import { expect, expectAccessible, test } from './fixtures'

/** What is on the screen of a table that phones see as a list. */
function rowOf(page: Page, name: string): Locator {
  return page
    .getByRole('row', { name: new RegExp(name) })
    .or(page.getByRole('list', { name: 'Accounts', exact: true }).getByRole('listitem').filter({ hasText: name }))
    .locator('visible=true')
}

async function fillKey(page: Page, ledger: Ledger): Promise<void> {
  await page.getByLabel('API key', { exact: true }).fill(ledger.key.apiKey)
  await page.getByLabel('API secret', { exact: true }).fill(ledger.key.apiSecret)
}

async function addBybit(page: Page, ledger: Ledger, name: string): Promise<void> {
  await page.goto('/accounts/new?exchange=bybit')
  await page.getByLabel('Name').fill(name)
  await fillKey(page, ledger)
  await page.getByRole('button', { name: 'Test key' }).click()
  await page.getByRole('button', { name: 'Add account' }).click()
  // The first one leads to how one is told of it.
  await page.waitForURL(/\/alerts\/start$/)
  await page.goto('/accounts')
}

async function openAction(page: Page, account: string, action: string): Promise<void> {
  await page
    .getByRole('button', { name: `Actions for ${account}` })
    .locator('visible=true')
    .click()
  await page.getByRole('menuitem', { name: action }).click()
}

// Everybody here has just signed up.
test.beforeEach(async ({ person }) => void person)

test('the empty list leads to adding the first account, which then shows its equity', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  await page.goto('/accounts')
  await expect(page.getByText('Connect your first account')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: 'Add account' }).last().click()

  await page.getByRole('searchbox', { name: 'Search exchanges' }).fill('byb')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Bybit', exact: true }).click()
  await page.getByLabel('Name').fill('My desk')
  await fillKey(page, ledger)
  await page.getByRole('button', { name: 'Test key' }).click()
  const result = page.getByRole('region', { name: 'Result of the test' })
  await expect(result).toContainText('Bybit accepts this key')
  await expect(result).toBeFocused()
  await expect(result).toContainText(`Open positions${ledger.positions.length}`)
  await expect(result.getByRole('list', { name: 'Wallets found' })).toContainText('Unified')
  await expect(result.locator('[data-exact]').first()).not.toHaveText(/—/)
  await expect(result).toContainText('stored nowhere')
  await expectAccessible(page)

  // Another key was not looked at, and what was found of the first is no longer on the page.
  await page.getByLabel('API secret', { exact: true }).fill(`${ledger.key.apiSecret}x`)
  await expect(result).toBeHidden()
  await expect(page.getByRole('button', { name: 'Add account' })).toBeHidden()
  await page.getByLabel('API secret', { exact: true }).fill(ledger.key.apiSecret)
  await page.getByRole('button', { name: 'Test key' }).click()
  await page.getByRole('button', { name: 'Add account' }).click()
  await page.waitForURL(/\/alerts\/start$/)
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie, document.body.outerHTML]),
  )
  expect(kept).not.toContain(ledger.key.apiSecret)
  expect(kept).not.toContain(ledger.key.apiKey)
  await expect(page.getByRole('list', { name: 'What you are told of' })).toContainText('liquidation')
  await expect(page.getByRole('list', { name: 'Where you are told' })).toContainText('This device')
  await expectAccessible(page)
  await page.getByRole('main').getByRole('link', { name: 'Not now' }).click()
  await page.waitForURL(/\/overview$/)
  await page.goto('/accounts')
  const row = rowOf(page, 'My desk')
  await expect(row).toContainText('Up to date')
  await expect(row.locator('[data-exact]').first()).not.toHaveText(/—/)
  await expectAccessible(page)
})

test('what the exchange refuses is said at the field, and nothing is saved', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'empty')
  await page.goto('/accounts/new?exchange=bybit')
  await page.getByRole('button', { name: 'Test key' }).click()
  await expect(page.getByLabel('API key', { exact: true })).toHaveAccessibleDescription(/enter/i)

  await page.getByLabel('API key', { exact: true }).fill(ledger.key.apiKey)
  // What can be none is told here; what the exchange alone can tell, in its words.
  await page.getByLabel('API secret', { exact: true }).fill('not a secret')
  await page.getByRole('button', { name: 'Test key' }).click()
  await expect(page.getByLabel('API secret', { exact: true })).toHaveAccessibleDescription(/This is no API secret/)
  await page.getByLabel('API secret', { exact: true }).fill('not-the-secret')
  await page.getByRole('button', { name: 'Test key' }).click()
  await expect(page.getByLabel('API secret', { exact: true })).toHaveAccessibleDescription(/secret does not|signature/i)
  await expectAccessible(page)

  await page.getByLabel('API key', { exact: true }).fill('no-such-key-at-all')
  await page.getByRole('button', { name: 'Test key' }).click()
  await expect(page.getByLabel('API key', { exact: true })).toHaveAccessibleDescription(/key/i)
  await page.goto('/accounts')
  await expect(page.getByText('Connect your first account')).toBeVisible()
})

test('a reading that fails before anything is saved says why and what to do', async ({ page, freshLedger, simulator }) => {
  const ledger = await freshLedger('bybit', 'hedged-desk')
  const { apiKey } = ledger.key
  const match = { venue: 'bybit', apiKey, path: '/v5/account/wallet-balance' }
  const fault = await simulator.fault({ match, effect: { kind: 'html' } })
  await page.goto('/accounts/new?exchange=bybit')
  await fillKey(page, ledger)
  await page.getByRole('button', { name: 'Test key' }).click()
  const result = page.getByRole('region', { name: 'Result of the test' })
  await expect(result.getByRole('alert')).toContainText(/could not be read.*look again/i)
  await expect(result).toContainText('Nothing was stored')
  await expectAccessible(page)
  await simulator.removeFault(fault)
  await page.getByRole('button', { name: 'Test again' }).click()
  await expect(result.getByRole('list', { name: 'Wallets found' })).toBeVisible()
})

test('a key that may withdraw is saved only after its owner insists in words', async ({ page, freshLedger }) => {
  const ledger = await freshLedger('bybit', 'empty', { permissions: ['read', 'withdraw'] })
  await page.goto('/accounts/new?exchange=bybit')
  await fillKey(page, ledger)
  await page.getByRole('button', { name: 'Test key' }).click()
  const warning = page.getByText('This key may withdraw your money')
  await expect(warning).toBeVisible()
  const add = page.getByRole('button', { name: 'Add account' })
  await expect(add).toBeDisabled()
  await expectAccessible(page)
  await page.getByLabel(/type “this key can withdraw”/).fill('This key can withdraw')
  await add.click()
  await page.waitForURL(/\/alerts\/start$/)
  await page.goto('/accounts')
  await expect(rowOf(page, 'Bybit')).toContainText('Withdraw')
})

test('rename, new keys, archive and restore', async ({ page, freshLedger }) => {
  const first = await freshLedger('bybit', 'leveraged-long')
  const second = await freshLedger('bybit', 'empty')
  await addBybit(page, first, 'Before')

  await openAction(page, 'Before', 'Rename')
  const rename = page.getByRole('dialog', { name: 'Rename account' })
  await expectAccessible(page)
  await rename.getByLabel('Name').fill('After')
  await rename.getByRole('button', { name: 'Rename' }).click()
  await expect(rowOf(page, 'After')).toBeVisible()

  await openAction(page, 'After', 'Replace keys')
  const keys = page.getByRole('dialog', { name: 'New keys for After' })
  await expect(keys.getByLabel('API key', { exact: true })).toBeFocused()
  await fillKey(page, second)
  await keys.getByRole('button', { name: 'Test and save' }).click()
  await expect(keys).toBeHidden()
  await expect(rowOf(page, 'After')).toContainText('$0.00')

  await openAction(page, 'After', 'Archive')
  const archive = page.getByRole('alertdialog', { name: 'Archive After?' })
  await expect(archive.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessible(page)
  await archive.getByRole('button', { name: 'Archive account' }).click()
  await expect(page.getByText('Connect your first account')).toBeVisible()

  await page.getByText('Archived', { exact: false }).first().click()
  await page.getByRole('button', { name: 'Restore After' }).click()
  const restore = page.getByRole('dialog', { name: 'Restore After' })
  await fillKey(page, first)
  await restore.getByRole('button', { name: 'Restore account' }).click()
  await expect(rowOf(page, 'After')).toContainText('Up to date')
})

test('several accounts come from one list, each with its own outcome', async ({ page, freshLedger }) => {
  const [one, two] = [await freshLedger('bybit', 'hedged-desk'), await freshLedger('bybit', 'empty')]
  await page.goto('/accounts/new')
  await page.getByRole('link', { name: 'Several at once' }).click()
  const list = page.getByRole('textbox', { name: 'The list' })
  await list.fill('name,apiKey\nx,y')
  await page.getByRole('button', { name: 'Read the list' }).click()
  await expect(page.getByText(/one of them has to be “exchange”/)).toBeVisible()
  await expectAccessible(page)
  await list.fill(
    [
      'exchange;name;apiKey;apiSecret',
      `Bybit;First of two;${one.key.apiKey};${one.key.apiSecret}`,
      `bybit;Refused;${two.key.apiKey};wrong-secret`,
      `bybit;Second of two;${two.key.apiKey};${two.key.apiSecret}`,
      'Nowhere;Nobody;k;s',
    ].join('\n'),
  )
  await page.getByRole('button', { name: 'Read the list' }).click()
  const row = (name: string) => page.getByRole('table', { name: 'Accounts of the list' }).getByRole('row', { name })
  await expect(row('Nobody')).toContainText('No exchange is called that')
  await page.getByRole('button', { name: 'Look first, save nothing' }).click()
  await expect(row('First of two')).toContainText('Found, not saved yet')
  await expect(row('First of two')).toContainText(`${one.positions.length} position`)
  await expect(row('Refused')).toContainText('Not connected')
  await expect(row('Second of two')).toContainText('no positions')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Connect 3' }).click()
  await expect(row('First of two')).toContainText('Connected')
  await expect(row('Second of two')).toContainText('Connected')
  await expect(row('Refused')).toContainText('Not connected')
  await expect(page.getByRole('button', { name: 'Try 1 again' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'To the accounts' }).click()
  await expect(rowOf(page, 'Second of two')).toContainText('Up to date')
})

test('the palette and the keys reach pages, accounts and actions', async ({ page, freshLedger, isMobile }) => {
  test.skip(isMobile, 'a phone has no keyboard')
  await addBybit(page, await freshLedger('bybit', 'empty'), 'Reachable')

  await expect(page.getByRole('button', { name: /Search or jump to Ctrl K/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  const palette = page.getByPlaceholder('Search coins, positions, accounts, pages and settings')
  await palette.fill('time zone')
  await expect(page.getByRole('option', { name: 'Time zone' })).toBeVisible()
  await palette.fill('reachable')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/accounts\/[0-9a-f-]{36}$/)
  // Keys mean nothing to the page until the palette has gone.
  await expect(page.getByRole('dialog')).toBeHidden()

  // A key that comes while the page is still changing hands is pressed again, as a person would.
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('a')
    await page.waitForURL(/\/accounts$/, { timeout: 3_000 })
  }).toPass()
  await expect(async () => {
    await page.keyboard.press('n')
    await page.waitForURL(/\/accounts\/new$/, { timeout: 3_000 })
  }).toPass()
  // What one does there is to type a name; keys mean something to the page again once the field is left.
  await expect(page.getByRole('searchbox', { name: 'Search exchanges' })).toBeFocused()
  await page.getByRole('searchbox', { name: 'Search exchanges' }).blur()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page)
})

for (const place of ['/accounts', '/overview']) {
  test(`${place}: accounts are searched, chosen by state, sorted, grouped and summed`, async ({
    page,
    freshLedger,
    isMobile,
  }) => {
    for (const [scenario, name] of [
      ['leveraged-long', 'Desk 10'],
      ['hedged-desk', 'Desk 9'],
      ['empty', 'Vault'],
    ] as const) {
      await connect(page, await freshLedger('bybit', scenario), name)
    }
    const okx = await freshLedger('okx', 'empty')
    await connect(page, okx, 'Elsewhere')
    await page.goto(place)
    const names = () =>
      page
        .getByRole('table', { name: 'Accounts', exact: true })
        .or(page.getByRole('list', { name: 'Accounts', exact: true }))
        .locator('visible=true')
        .getByText(/^(Desk \d+|Vault|Elsewhere)$/)
        .allTextContents()
    await expect.poll(names).toEqual(['Desk 10', 'Desk 9', 'Vault', 'Elsewhere'])
    await expect(page.getByText('All 4 accounts').locator('visible=true')).toBeVisible()

    if (isMobile) {
      await page.getByRole('button', { name: 'As added' }).click()
      await page.getByRole('menuitemradio', { name: 'By name' }).click()
    } else await page.getByRole('button', { name: 'Account', exact: true }).click()
    await expect.poll(names).toEqual(['Desk 9', 'Desk 10', 'Elsewhere', 'Vault'])
    if (!isMobile) {
      const walked = page.locator('tbody tr:focus-within')
      for (const [key, name] of [
        ['j', 'Desk 9'],
        ['j', 'Desk 10'],
        ['End', 'Vault'],
        ['k', 'Elsewhere'],
      ] as const) {
        await page.keyboard.press(key)
        await expect(walked).toContainText(name)
      }
    }

    await page.getByRole('button', { name: 'Group by exchange' }).click()
    await expect.poll(names).toEqual(['Desk 9', 'Desk 10', 'Vault', 'Elsewhere'])
    // What lies half below the bar at the top can be scrolled from there.
    await page.evaluate(() => scrollTo(0, 0))
    await expectAccessible(page)

    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('desk bybit')
    await expect.poll(names).toEqual(['Desk 9', 'Desk 10'])
    const sum = page
      .getByRole('row')
      .or(page.getByRole('listitem'))
      .filter({ hasText: 'These 2 accounts' })
      .locator('visible=true')
    await expect(sum).toBeVisible()
    const parts = await Promise.all(['Desk 9', 'Desk 10'].map(async (name) => exact(rowOf(page, name))))
    expect(new Decimal(await exact(sum)).toFixed(6)).toBe(Decimal.sum(...parts).toFixed(6))

    // The address holds the view.
    await page.reload()
    await expect.poll(names).toEqual(['Desk 9', 'Desk 10'])
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('nobody')
    await page.getByRole('button', { name: 'Show all 4' }).click()
    await expect.poll(names).toEqual(['Desk 9', 'Desk 10', 'Vault', 'Elsewhere'])
  })
}
