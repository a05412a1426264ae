import pino from 'pino'
import { describe, expect, it } from 'vitest'
import type { AccountHoldings } from '../../../domain/types'
import { CATALOGUE } from '../../catalogue'
import { createCcxtExchanges } from '../../ccxt-port'
import { exchangeInfos } from '../../registry'
import { nobodyOn } from '../../replay/nobody'
import type { Envelope } from './envelope'
import { GENERIC_EXCHANGES } from './table'

/** What exchanges write around an answer. */
const STYLES = [
  {},
  { success: 1 },
  { code: 0 },
  { code: '0' },
  { code: 200 },
  { status: 'ok' },
  { success: true },
  { ok: true },
  { result: 'success' },
]

/** An answer of a form that holds nothing. */
function emptyOf(envelope: Envelope): unknown {
  if (typeof envelope === 'function' || envelope === '{…}') return {}
  if (typeof envelope === 'object') {
    const names = [
      'cash',
      'AVAILABLE_NIS',
      'BTC_balance',
      'btc_reserved',
      'normalWallets',
      'balances',
      'btc_available',
      'balance_btc',
      'balance',
    ]
    return {
      ...Object.fromEntries(
        names.filter((name) => envelope.keys.test(name)).map((name) => [name, name === 'balances' ? {} : '0']),
      ),
    }
  }
  let answer: unknown = envelope.endsWith('[]') ? [] : {}
  for (const name of envelope.slice(0, -2).split('.').reverse()) if (name !== '') answer = { [name]: answer }
  return answer
}

async function account(exchange: string, answer: (url: string) => string): Promise<AccountHoldings> {
  const { credentials, signedIn } = nobodyOn(exchange)
  const exchanges = createCcxtExchanges({
    markets: () => [],
    accountOptions: signedIn,
    log: pino({ level: 'silent' }),
    transport: async ({ url }) => ({ status: 200, statusText: 'OK', headers: {}, body: answer(url) }),
  })
  return exchanges.fetchHoldings({ exchange, credentials, sandbox: false, options: {} }, AbortSignal.timeout(5_000))
}

/** Why an empty account could not be read with any of its forms at any of the addresses that it asks; null: it could. */
async function unread(exchange: string): Promise<string | null> {
  const { calls = [], positions, missing = {} } = GENERIC_EXCHANGES[exchange] ?? {}
  const forms = [
    ...new Set([
      ...(FIRST[exchange] ?? []),
      ...calls.map(({ holds }) => JSON.stringify(emptyOf(holds))),
      ...(positions ? ['[]'] : []),
    ]),
  ]
  const more = positions
    ? [
        '{"data":[],"result":[],"results":[],"positions":[]}',
        '{"data":{"account":{},"positions":[],"rows":[]},"result":{"data":[]}}',
      ]
    : []
  let why = ''
  for (const style of STYLES) {
    const bodies = [...forms, ...more].map((body) =>
      body.startsWith('{') ? JSON.stringify({ ...style, ...JSON.parse(body) }) : body,
    )
    const urls: string[] = []
    const choice = new Map<string, number>()
    const answer = (url: string) => {
      const asked = url.split('?')[0] + (/(accountType|walletType|currency)=\w+/.exec(url)?.[0] ?? '')
      if (!choice.has(asked)) {
        choice.set(asked, 0)
        urls.push(asked)
      }
      return bodies[choice.get(asked) ?? 0] ?? ''
    }
    for (let tries = 0; tries < 700; tries++) {
      const read = await account(exchange, answer).catch((error: unknown) => String(error))
      if (typeof read !== 'string') {
        const left = read.notIncluded.filter(({ wallet }) => !(wallet in missing))
        if (left.length === 0) return null
        why = left.map(({ reason }) => reason).join(' ')
      } else why = read
      // The next of all ways to give the addresses their bodies, as an odometer turns.
      let place = 0
      for (; place < urls.length; place++) {
        const url = urls[place] ?? ''
        const next = ((choice.get(url) ?? 0) + 1) % bodies.length
        choice.set(url, next)
        if (next !== 0) break
      }
      if (place === urls.length) break
    }
  }
  return why
}

/** Empty accounts of those that tell a sum or a list by name, as they are documented. */
const FIRST: Record<string, string[]> = {
  alpaca: ['{"account_number":"1","currency":"USD","cash":"0","equity":"0","position_market_value":"0"}', '[]'],
  bit2c: ['{"AVAILABLE_NIS":"0","NIS":"0"}'],
  btcbox: ['{"btc_balance":"0","btc_lock":"0"}'],
  paymium: ['{"balance_btc":"0","locked_btc":"0"}'],
  hollaex: ['{"btc_balance":"0","btc_available":"0"}'],
  bittrade: ['{"data":[{"id":1}]}'],
  bullish: ['[]', '[{"tradingAccountId":"1"}]'],
  coinbaseinternational: ['[]', '[{"portfolio_id":"1"}]'],
  coinspot: ['{"balances":{}}'],
  coinone: ['{"normalWallets":[]}'],
  coincheck: ['{"btc":"0","btc_reserved":"0"}'],
  mudrex: ['{"data":{"balance":"0","locked_amount":"0"}}', '{"data":{"total":"0","withdrawable":"0"}}', '{"data":[]}'],
}

/** Exchanges of ccxt that cannot be connected at all, and why. */
const NOT_OFFERED: Record<string, string> = { ndax: 'signs in with a login and a password, which Ballast does not ask for' }

describe('the generic venue', () => {
  const ids = exchangeInfos().flatMap(({ id, generic }) => (generic ? [id] : []))

  it('constructs, asks and parses an empty account of every other exchange of ccxt', async () => {
    const failed: Record<string, string> = {}
    for (const id of ids) {
      const why = await unread(id)
      if (why !== null) failed[id] = why
    }
    expect(failed).toEqual({})
    const known = new Set(exchangeInfos().map(({ id }) => id))
    expect(CATALOGUE.flatMap(({ id }) => (known.has(id) ? [] : [id]))).toEqual(Object.keys(NOT_OFFERED))
  }, 240_000)

  it.each([
    ['a web page', '<!doctype html><html><body>Just a moment...</body></html>'],
    ['an empty body', ''],
    ['a sentence', 'Service temporarily unavailable'],
    ['a word that is JSON', '"unavailable"'],
    ['nothing', 'null'],
    ['a refusal without data', '{"message":"Service unavailable"}'],
    ['a refusal with a code that nobody knows', '{"code":77777,"msg":"try again","data":null}'],
    ['an error in its own field', '{"error":"maintenance"}'],
    ['an object of something else', '{"hello":"world"}'],
  ])(
    'never reads %s as an account with nothing in it',
    async (_what, body) => {
      const read: string[] = []
      for (const id of ids)
        if (
          await account(id, () => body).then(
            () => true,
            () => false,
          )
        )
          read.push(id)
      expect(read).toEqual([])
    },
    60_000,
  )
})
