import pino from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createCcxtExchanges } from '../ccxt-port'
import { AccountApi } from '../reading/api'
import { nobodyOn } from '../replay/nobody'
import { ROOMS } from '../venues'
import { market } from '../venues/recordings.testing'

/** Answers of nobody's form, or of some exchange's envelope around something else: every room, and every call of its readings. */

const HELLO = '{"hello":"world"}'
const FOREIGN = [
  ...['{}', '{"result":{}}', '{"code":0}', '{"success":true}', '{"status":"success","data":{}}'],
  ...[HELLO, `[${HELLO}]`, `{"data":${HELLO}}`, `{"result":${HELLO}}`, `{"success":true,"data":${HELLO}}`],
  ...['0', '"0"', '"00000"', '"200000"'].map((code) => `{"code":${code},"data":${HELLO}}`),
  ...['null', '""', '<!doctype html><html><body>Just a moment...</body></html>'],
]
const MARKETS = [
  { symbol: 'BTC/USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDT:USDT', id: 'BTCUSDT' },
  { symbol: 'BTC/USDC:USDC', id: 'BTC' },
].map(market)

/** What is the exchange's own answer where there is nothing. */
const NOTHING: readonly RegExp[] = [
  /^kraken (privatePost(BalanceEx|OpenPositions|TradeBalance)|reading|key) \{"result":\{\}\}$/,
  // Of an account without futures.
  /^coinbase v3PrivateGetBrokerageCfm(BalanceSummary|Positions) \{\}$/,
  // Coins that are held alone are told.
  /^backpack (privateGetApiV1Capital|key) \{\}$/,
  // An address without sub-accounts (`subAccounts2`); any word is a kind of account (`userAbstraction`).
  /^hyperliquid publicPostInfo (null|"")$/,
]
/** What is told beside the holdings: whatever cannot be made out of it is not known, and no figure of an account. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  paradex: ['privateGetAccount', 'privateGetAccountSubaccounts'],
  extended: ['v1PrivateGetUserAccountInfo', 'v1PrivateGetUserAccounts'],
  backpack: ['privateGetApiV1CapitalCollateral'],
  // Gives a session, which nothing is read with.
  grvt: ['signInWithApiKey'],
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each(ROOMS.map(({ about }) => about.id))('%s', (exchange) => {
  const { credentials, signedIn } = nobodyOn(exchange)
  const connection = { exchange, credentials, sandbox: false, options: {} }
  const stretch = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2026-01-02T00:00:00Z'), cursor: null }
  const answering = (body: string) =>
    createCcxtExchanges({
      log: pino({ level: 'silent' }),
      markets: () => MARKETS,
      accountOptions: signedIn,
      transport: async () => ({ status: 200, statusText: 'OK', headers: {}, body }),
    })
  const known = (line: string) => NOTHING.some((pattern) => pattern.test(`${exchange} ${line}`))

  it('takes no foreign answer for an account, a key, its orders or what moved', { timeout: 60_000 }, async () => {
    const taken: string[] = []
    for (const body of FOREIGN) {
      const port = answering(body)
      const signal = AbortSignal.timeout(20_000)
      const asked: (readonly [string, Promise<unknown> | undefined])[] = [
        ['reading', port.fetchHoldings(connection, signal)],
        ['key', port.verify(connection, signal)],
        ['orders', port.openOrders?.(connection, signal)],
        ...(port.ledgers?.(exchange).ledgers ?? []).map(
          ({ id }) => [id, port.fetchFlows?.(connection, { ledger: id, ...stretch }, signal)] as const,
        ),
      ]
      await Promise.all(
        asked.map(async ([name, answer]) => {
          const accepted = await answer?.then(
            (told) => told !== null,
            () => false,
          )
          if (accepted && !known(`${name} ${body}`)) taken.push(`${name} ${body}`)
        }),
      )
    }
    expect(taken).toEqual([])
  })

  // A reading fails as a whole where one of its calls does: each is looked at by itself.
  it('takes none for an answer to any call that its reading begins with', { timeout: 60_000 }, async () => {
    const taken: string[] = []
    let body = ''
    let calls = 0
    const real = AccountApi.prototype.call
    vi.spyOn(AccountApi.prototype, 'call').mockImplementation(async function <T>(
      this: AccountApi,
      ...asked: Parameters<typeof real>
    ): Promise<T> {
      const [method] = asked
      calls += 1
      const told = await Reflect.apply(real, this, asked)
      if (!BESIDE[exchange]?.includes(method) && !known(`${method} ${body}`)) taken.push(`${method} ${body}`)
      return told as T
    })
    for (body of FOREIGN)
      await answering(body)
        .fetchHoldings(connection, AbortSignal.timeout(20_000))
        .catch(() => null)
    expect(calls).toBeGreaterThanOrEqual(FOREIGN.length)
    expect(taken).toEqual([])
  })
})
