import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { connect } from './connect'
import { expect, expectAccessible, test } from './fixtures'

const rows = (page: Page) => page.getByRole('main').getByRole('table').getByRole('row')

async function choose(page: Page, dialog: Locator, label: string, option: string | RegExp): Promise<void> {
  await dialog.getByLabel(label).click()
  await page.getByRole('option', { name: option }).click()
}

interface Entry {
  account: RegExp
  kind: string
  amount: string
  coin?: string
  note: string
}

/** Writes an entry by hand, of this minute. */
async function write(page: Page, { account, kind, amount, coin = 'USDT', note }: Entry): Promise<void> {
  await page.getByRole('button', { name: 'Write an entry' }).click()
  const dialog = page.getByRole('dialog', { name: 'Write an entry' })
  await choose(page, dialog, 'Account', account)
  await choose(page, dialog, 'Kind', kind)
  await dialog.getByLabel('Amount').fill(amount)
  await dialog.getByLabel('Coin').fill(coin)
  await dialog.getByLabel('Price in USD').fill('1')
  await dialog.getByLabel('Note').fill(note)
  await dialog.getByRole('button', { name: 'Write it' }).click()
  await expect(dialog).toBeHidden()
  await expect(rows(page).filter({ hasText: note })).toBeVisible()
}

/** Opens what can be said of the entry of which the note says this. */
async function say(page: Page, note: string, item: RegExp): Promise<Locator> {
  await rows(page)
    .filter({ hasText: note })
    .getByRole('button', { name: /^Change this/ })
    .click()
  await page.getByRole('menuitem', { name: item }).click()
  return page.getByRole('dialog').or(page.getByRole('alertdialog'))
}

test('entries are written, classified with a note, tied, parted and taken away by hand', async ({
  page,
  person,
  freshLedger,
}) => {
  expect(person.email).toContain('@')
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'One')
  await connect(page, await freshLedger('bybit', 'hedged-desk'), 'Two')
  await page.goto('/performance/flows?period=7d')

  // What is missing is named at its field, and nothing is written.
  await page.getByRole('button', { name: 'Write an entry' }).click()
  const empty = page.getByRole('dialog', { name: 'Write an entry' })
  await empty.getByRole('button', { name: 'Write it' }).click()
  await expect(empty.getByText('Write how much in digits, like 12.5.')).toBeVisible()
  await expect(empty.getByText('Name the coin, like BTC.')).toBeVisible()
  await expectAccessible(page)
  await empty.getByRole('button', { name: 'Cancel' }).click()

  // Amounts that no rule takes for one transfer: only a person ties them.
  await write(page, { account: /^One/, kind: 'Withdrawal', amount: '123.5', note: 'sent by hand' })
  await write(page, { account: /^Two/, kind: 'Deposit', amount: '122.25', note: 'came by hand' })

  const classify = await say(page, 'came by hand', /Say what it is/)
  await choose(page, classify, 'Kind', /^Reward/)
  await classify.getByLabel('Note').fill('came as a reward')
  await classify.getByRole('button', { name: 'Save' }).click()
  const reward = rows(page).filter({ hasText: 'came as a reward' })
  await expect(reward).toContainText('Reward')
  await expect(reward).toContainText('was deposit')
  const back = await say(page, 'came as a reward', /Say what it is/)
  await choose(page, back, 'Kind', /^As the exchange says/)
  await back.getByLabel('Note').fill('came by hand')
  await back.getByRole('button', { name: 'Save' }).click()
  await expect(rows(page).filter({ hasText: 'came by hand' })).not.toContainText('was deposit')

  const tie = await say(page, 'sent by hand', /Tie to its other end/)
  await expect(tie.getByRole('heading', { name: 'Where it arrived' })).toBeVisible()
  await expectAccessible(page)
  await tie
    .getByRole('radio', { name: /Two · Deposit/ })
    .first()
    .check()
  await tie.getByRole('button', { name: 'Tie them' }).click()
  for (const note of ['sent by hand', 'came by hand'])
    await expect(rows(page).filter({ hasText: note })).toContainText('between own accounts')

  const part = await say(page, 'came by hand', /Not between own accounts/)
  await part.getByRole('button', { name: 'Part them' }).click()
  await expect(rows(page).filter({ hasText: 'between own accounts' })).toHaveCount(0)

  for (const note of ['sent by hand', 'came by hand']) {
    const remove = await say(page, note, /Take it away/)
    await remove.getByRole('button', { name: 'Take it away' }).click()
    await expect(rows(page).filter({ hasText: note })).toHaveCount(0)
  }
  await page.goto('/settings/security')
  for (const words of [/^Tied two entries as one transfer/, /^Said that two entries are no transfer/, /^Wrote an entry by hand/])
    await expect(page.getByText(words).first()).toBeVisible()
})

test('files of entries: our own, Koinly’s and CoinTracking’s, with the filters of the page', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/performance/flows?period=7d&kind=funding')
  await expect(rows(page)).not.toHaveCount(0)
  for (const [name, fileName, head] of [
    ['CSV', 'flows.csv', /^time,account,exchange,kind,/],
    ['Koinly', 'flows-koinly.csv', /^Date,Sent Amount,Sent Currency,Received Amount,/],
    ['CoinTracking', 'flows-cointracking.csv', /^Type,Buy Amount,Buy Currency,Sell Amount,/],
  ] as const) {
    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name, exact: true }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe(fileName)
    const [first = '', ...lines] = (await readFile(await download.path(), 'utf8'))
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/)
    expect(first).toMatch(head)
    expect(lines.length).toBeGreaterThan(0)
    if (fileName === 'flows.csv') for (const line of lines) expect(line).toContain(',funding,')
  }
})

test('returns by account, exchange and coin', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/performance?period=30d')
  const by = page.locator('#by')
  for (const [tab, head] of [
    ['Accounts', 'Account'],
    ['Exchanges', 'Exchange'],
    ['Coins', 'Coin'],
  ] as const) {
    await by.getByRole('link', { name: tab, exact: true }).click()
    await expect(by.getByRole('columnheader', { name: head, exact: true })).toBeVisible()
    await expect(by.getByRole('row').nth(1)).toBeVisible()
  }
  // What lies half below the bar at the top can be scrolled from there.
  await page.evaluate(() => scrollTo(0, 0))
  await expectAccessible(page)
  await by.getByRole('link', { name: 'USDT', exact: true }).click()
  await expect(page).toHaveURL(/\/performance\/flows\?.*coin=USDT/)
  await expect(rows(page).nth(1)).toContainText('USDT')
})

test('a change opens to its entries: of the whole, of a coin, of an account', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/performance/changes?period=7d')
  await expect(page.getByRole('heading', { name: 'Made of' })).toBeVisible()
  await page
    .getByRole('listitem')
    .getByRole('link', { name: /^Funding/ })
    .click()
  await expect(page.getByText('Entries behind “Funding”.')).toBeVisible()
  await expect(rows(page).nth(1)).toContainText('Funding')

  for (const [title, address] of [
    ['By coin', /part=funding&coin=|coin=.*part=funding/],
    ['By account', /account=/],
  ] as const) {
    await page.goto('/performance/changes?period=7d')
    const table = page.getByRole('table', { name: title })
    const link = table.locator('a[href*="part=funding"]').first()
    await link.click()
    await expect(page).toHaveURL(address)
    await expect(page.getByText(/^Entries behind “Funding”/)).toBeVisible()
    await expect(rows(page).nth(1)).toContainText('Funding')
  }
})

test('funding by account, and the carry of hedges with both legs', async ({ page, demo }) => {
  expect(demo.email).toContain('@')
  await page.goto('/performance/funding?period=7d')
  await expect(page.getByRole('table', { name: 'By account' }).getByRole('row').nth(2)).toBeVisible()
  const hedges = page.getByRole('table', { name: 'Carry of hedges' })
  await expect(hedges.getByText(/^hedged \d/).first()).toBeVisible()
  await expect(hedges.getByText('short', { exact: true }).first()).toBeVisible()
  await expectAccessible(page)
})
