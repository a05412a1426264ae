import { expect, type Locator, type Page } from '@playwright/test'
import { z } from 'zod'
import { Decimal } from '../server/domain/decimal'
import type { Ledger } from '../simulator/ledger'

const answerSchema = z.object({ result: z.object({ data: z.object({ json: z.unknown() }) }) })

async function call(page: Page, procedure: string, input: unknown): Promise<unknown> {
  const response = await page.request.post(`/api/trpc/${procedure}`, { data: { json: input } })
  expect(response.ok(), `${procedure}: ${await response.text()}`).toBe(true)
  return answerSchema.parse(await response.json()).result.data.json
}

/** Connects a ledger's account for whoever is signed in and reads it once, without the form. @returns its id */
export async function connect(page: Page, ledger: Ledger, name: string): Promise<string> {
  const { apiKey, apiSecret, passphrase } = ledger.key
  const credentials = { apiKey, apiSecret, ...(passphrase ? { password: passphrase } : {}) }
  const { id } = z
    .object({ id: z.string() })
    .parse(await call(page, 'accounts.create', { name, exchange: ledger.venue, credentials }))
  await refresh(page, [id])
  return id
}

/** How often the accounts of whoever is signed in are read from now on. */
export async function readEvery(page: Page, seconds: number): Promise<void> {
  await call(page, 'settings.update', { refreshIntervalSeconds: seconds })
}

/** Reads accounts anew, as another open page of the same person would. */
export async function refresh(page: Page, accountIds: string[]): Promise<void> {
  await call(page, 'balances.refresh', { accountIds })
}

/** Every digit of the figure in a place. */
export async function exact(place: Locator): Promise<string> {
  const figure = place.locator('[data-exact]').first()
  return (await figure.getAttribute('data-exact')) ?? ''
}

/** Every figure of a page or a part of it, without zeros at the end. */
export async function figures(place: Locator | Page): Promise<Set<string>> {
  const texts = await place
    .locator('[data-exact]')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-exact') ?? ''))
  return new Set(texts.map((text) => new Decimal(text).toFixed()))
}

/** What is on the screen of a table that phones see as a list. */
export function rowOf(page: Page, table: string, name: string | RegExp): Locator {
  return page
    .getByRole('table', { name: table, exact: true })
    .getByRole('row')
    .or(page.getByRole('list', { name: table, exact: true }).getByRole('listitem'))
    .filter({ hasText: name })
    .locator('visible=true')
}
