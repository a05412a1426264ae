import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { costOf } from '../budget/rules'
import { CATALOGUE_IDS } from '../catalogue'
import { exchangeClass } from '../ccxt/exchange-class'
import { ccxtInstance } from '../ccxt/instance'
import { allowedBy, PURPOSES } from '../ccxt/requests'
import { CREDENTIAL_FIELDS } from '../port'
import { nobodyOn } from '../replay/nobody'
import { ROOMS, venueFor } from '.'
import type { Venue } from './venue'

const HERE = new URL('.', import.meta.url)
const folders = readdirSync(HERE, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

it('every room but the generic one is in the list, once', () => {
  expect(ROOMS.map(({ about }) => about.id).toSorted()).toEqual(folders.filter((name) => name !== 'generic').toSorted())
})

const EC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString()

/** The request that an implicit method of ccxt makes; null for one that it has not. */
async function askedBy(id: string, method: string) {
  const secret = id === 'coinbase' ? EC_KEY : (nobodyOn(id).credentials.apiSecret ?? '')
  const privateKey = `0x${'1'.repeat(64)}`
  const ccxt = await ccxtInstance(id, {
    apiKey: 'account/apiKeys/b',
    secret,
    password: 'word',
    accountId: '1',
    walletAddress: '0x0000000000000000000000000000000000000001',
    privateKey,
    enableRateLimit: false,
    options: nobodyOn(id).signedIn,
  })
  const call: unknown = Reflect.get(ccxt, method)
  if (typeof call !== 'function') return null
  const asked: { url: string; method: string; body: string | undefined }[] = []
  Reflect.set(ccxt, 'fetch', async (url: string, verb: string, _headers: unknown, body: unknown) => {
    asked.push({ url, method: verb, body: typeof body === 'string' ? body : undefined })
    return {}
  })
  const values = {
    settle: 'usdt',
    contract: 'X',
    accountMode: 'unified',
    'account-id': '1',
    account_id: '1',
    portfolio_uuid: 'x',
    address: 'x1',
    subaccountNumber: '0',
    subUserId: 'x1',
  }
  await Reflect.apply(call, ccxt, [values])
  return asked[0] ?? null
}

describe.each(ROOMS.map((venue): [string, Venue] => [venue.about.id, venue]))('the room of %s', (id, venue) => {
  const { about, errors, limits, settings, read, verify, leverage, prices, funding, watch } = venue
  const files = readdirSync(new URL(`${id}/`, HERE))

  it('lies in files of the same names as every other, with tests', () => {
    expect(files).toEqual(expect.arrayContaining(['about.ts', 'adapter.ts', 'adapter.test.ts']))
    expect(files.includes('watch.ts')).toBe(watch !== undefined)
  })

  it('is an exchange of ccxt that a person can find, connect and make a key at', async () => {
    expect(CATALOGUE_IDS).toContain(id)
    await expect(exchangeClass(id)).resolves.toBeTypeOf('function')
    expect(about.name.trim()).not.toBe('')
    expect(about.keyPage.trim()).not.toBe('')
    expect(new URL(about.keyUrl ?? '').protocol).toBe('https:')
    expect(about.wallets.length).toBeGreaterThan(0)
    expect(new Set(about.wallets).size).toBe(about.wallets.length)
    if (about.mark?.letters !== undefined) expect(about.mark.letters).toMatch(/^[A-Z][A-Za-z]$/)
  })

  it('asks for credentials that Ballast has, each once, and keeps the secret ones secret', () => {
    const fields = about.credentialFields.map(({ field }) => field)
    expect(new Set(fields).size).toBe(fields.length)
    expect(CREDENTIAL_FIELDS).toEqual(expect.arrayContaining(fields))
    expect(about.credentialFields.some(({ required }) => required)).toBe(true)
    for (const { field, secret, label } of about.credentialFields) {
      expect(label.trim(), field).not.toBe('')
      expect(secret, field).toBe(['apiSecret', 'password', 'privateKey'].includes(field))
    }
  })

  it('reads and verifies; what it has besides is of the right kind', () => {
    expect(read).toBeTypeOf('function')
    expect(verify).toBeTypeOf('function')
    expect(Object.keys(errors).length).toBeGreaterThan(0)
    for (const part of [settings, leverage, prices?.tickers, prices?.anchors, watch?.channels]) {
      if (part !== undefined) expect(part).toBeTypeOf('function')
    }
    for (const { limit, perMs, aReading = 0, eachLine } of limits ?? []) {
      expect(limit * perMs).toBeGreaterThan(0)
      expect(aReading).toBeLessThan(limit)
      if (eachLine) expect(aReading).toBe(0)
    }
    expect(new Set(limits?.map(({ name }) => name)).size).toBe(limits?.length ?? 0)
    if (funding) expect(funding.length).toBeGreaterThan(0)
  })

  it('counts every call of a reading, of a ledger and of a check against a limit that its exchange documents', () => {
    const uncounted = about.requests.flatMap(({ hosts, read = [], flows = [], verify = [] }) =>
      [...read, ...flows, ...verify]
        .map((line) => line.replace(' ', ` ${hosts[0]}`).replaceAll(/\{\w+\}/g, '1'))
        .filter((question) => !(limits ?? []).some((limit) => costOf(limit, question) > 0)),
    )
    expect(uncounted).toEqual([])
  })

  it('has every call that its files name on its list', async () => {
    const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    const methods = sources.flatMap((file) => [
      ...readFileSync(new URL(`${id}/${file}`, HERE), 'utf8').matchAll(/['"`](\w+(?:Get|Post|Put|Delete)[A-Z]\w*)['"`]/g),
    ])
    expect(methods.length).toBeGreaterThan(0)
    for (const method of new Set(methods.map((match) => match[1] ?? ''))) {
      const asked = await askedBy(id, method)
      // Where one path serves all questions, the lists say which: those are held by the readings' own tests.
      if (asked === null || about.requests.some((list) => JSON.stringify(list).includes(`${new URL(asked.url).pathname} `)))
        continue
      expect(
        PURPOSES.flatMap((purpose) => allowedBy(about.requests, purpose, asked) ?? []),
        `${method}: ${asked.method} ${asked.url}`,
      ).not.toEqual([])
    }
  })

  it('serves its sites for other countries under their own names', () => {
    for (const site of Object.keys(about.sites ?? {})) {
      expect(CATALOGUE_IDS).toContain(site)
      const other = venueFor(site)
      expect(other.about.id).toBe(site)
      expect(other.about.name).not.toBe(about.name)
      expect(other.about.keyUrl).not.toBe(about.keyUrl)
      expect(other.read).toBe(read)
      expect(other.watch).toBe(watch)
    }
  })
})
