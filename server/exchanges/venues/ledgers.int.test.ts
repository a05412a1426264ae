import pino from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { DEMO_ACCOUNTS } from '../../../scripts/demo/accounts'
import type { Ledger as Account } from '../../../simulator/ledger'
import { startSimulator } from '../../../simulator/server'
import { Decimal } from '../../domain/decimal'
import { isWithinAccount } from '../../domain/flows/matching'
import type { FlowEntry } from '../../domain/flows/types'
import { failure } from '../../exchanges/testing'
import { createCcxtExchanges } from '../ccxt-port'

const DAY = 86_400_000
/** Coins that ccxt calls otherwise than their exchange. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  binance: { YOYO: 'YOYOW' },
  hyperliquid: { UBTC: 'BTC', UETH: 'ETH', USOL: 'SOL', UFART: 'FART', UBONK: 'BONK', USDT0: 'USDT' },
}
/** Wallets of which the exchange tells nothing by any call. */
const UNTOLD: Readonly<Record<string, RegExp>> = { bitget: /^(earn|isolated:.*)$/ }
/** Bitget tells nothing of the funding wallet of classic accounts. */
const isTold = ({ venue, mode }: Account, wallet: string) =>
  !UNTOLD[venue]?.test(wallet) && !(venue === 'bitget' && mode !== 'unified' && wallet === 'funding')
/** It has run for more than a day: what the clock brought since is booked as well. */
const began = Date.now() - 26 * 3_600_000
const simulator = await startSimulator({ frozen: true, began })
simulator.limiter.scale(1_000)
afterAll(() => simulator.close())
const port = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: pino({ level: 'silent' }), limitFactor: 1000 })
const signal = new AbortController().signal

const connectionOf = ({ venue, key }: Account) => ({
  exchange: venue,
  credentials: { apiKey: key.apiKey, apiSecret: key.apiSecret, password: key.passphrase, walletAddress: key.apiKey },
  sandbox: false,
  options: {},
})

/** Every ledger of an account since before its first entry, in stretches as wide as each exchange takes. */
async function everything(account: Account): Promise<{ ledger: string; entry: FlowEntry }[]> {
  const found = new Map<string, { ledger: string; entry: FlowEntry }>()
  const now = Date.now() + 1000
  for (const { id: ledger, windowMs } of port.ledgers?.(account.venue).ledgers ?? []) {
    const width = Math.min(windowMs ?? 40 * DAY, 40 * DAY)
    for (let to = now; to > now - 37 * DAY; to -= width) {
      let cursor: string | null = null
      do {
        const query: { from: Date; to: Date; cursor: string | null } = { from: new Date(to - width), to: new Date(to), cursor }
        const page: { entries: FlowEntry[]; next: string | null } | undefined = await port
          .fetchFlows?.(connectionOf(account), { ledger, ...query }, signal)
          // What this account has not got: portfolio margin, sub-accounts.
          .catch((error: { code?: string }) => {
            if (error.code === 'exchange_permission' || error.code === 'exchange_refused' || error.code === 'exchange_network')
              return undefined
            throw error
          })
        for (const entry of page?.entries ?? []) found.set(`${ledger} ${entry.id}`, { ledger, entry })
        cursor = page?.next ?? null
      } while (cursor !== null)
    }
  }
  return [...found.values()]
}

/** What is left when all that moved is taken off what the account holds; empty: every coin is explained. */
function unexplained(account: Account, entries: readonly FlowEntry[]): Record<string, string> {
  const left = new Map<string, Decimal>()
  const put = (coin: string, amount: Decimal) => left.set(coin, (left.get(coin) ?? new Decimal(0)).plus(amount))
  for (const { coin, wallet, balance } of account.tokens)
    if (isTold(account, wallet)) put(RENAMED[account.venue]?.[coin] ?? coin, new Decimal(balance))
  for (const entry of entries) {
    if (entry.state !== 'done' || isWithinAccount(entry)) continue
    put(entry.coin, new Decimal(entry.amount).negated())
    if (entry.fee) put(entry.fee.coin, new Decimal(entry.fee.amount))
  }
  return Object.fromEntries([...left].filter(([, amount]) => !amount.isZero()).map(([coin, amount]) => [coin, amount.toFixed()]))
}

const ACCOUNTS = [
  ...DEMO_ACCOUNTS.map(({ venue, scenario }) => [venue, scenario] as const),
  ['bybit', 'hedged-desk'],
  ['bybit', 'inverse'],
  ['bybit', 'borrowed'],
  ['okx', 'hedged-desk'],
  ['okx', 'inverse'],
  ...['hyperliquid', 'bitget', 'gate'].flatMap((venue) =>
    simulator.ledgers(venue).map(({ scenario }) => [venue, scenario] as const),
  ),
] as const

describe('a month of ledgers, read over HTTP as the exchanges page them', () => {
  it.each(ACCOUNTS)(
    '%s %s: what moved is what is held, to the last decimal',
    async (venue, scenario) => {
      const account = simulator.ledger(venue, scenario)
      const entries = (await everything(account)).map(({ entry }) => entry)
      expect(unexplained(account, entries)).toEqual({})
      if (account.positions.length > 0) {
        const funding = entries.filter(({ kind }) => kind === 'funding').length
        expect(funding).toBeGreaterThan(80)
        expect(entries.filter(({ kind, at }) => kind === 'funding' && at.getTime() > began).length).toBeGreaterThan(2)
        expect(entries.filter(({ kind }) => kind === 'fee' || kind === 'realized').length).toBeGreaterThan(4)
      }
    },
    60_000,
  )

  it('finds both ends of what went from one account to another, the second later', async () => {
    const out = (await everything(simulator.ledger('binance', 'hedged-desk'))).find(
      ({ entry }) => entry.amount === '-2500',
    )?.entry
    const into = (await everything(simulator.ledger('bybit', 'leveraged-long'))).find(
      ({ ledger, entry }) => ledger === 'deposits' && entry.amount === '2500',
    )?.entry
    expect(out?.fee).toEqual({ coin: 'USDT', amount: '1.5' })
    expect(into?.counterpart?.txHash).toBe(out?.counterpart?.txHash)
    expect(Number(into?.at) - Number(out?.at)).toBe(14 * 60_000)
  }, 180_000)

  it('tells a trade that is done now', async () => {
    const account = simulator.ledger('bybit', 'hedged-desk')
    simulator.execute('bybit', account.key.apiKey, 'ETHUSDT', { side: 'buy', size: '1', price: '3000', wallet: 'unified' })
    const entries = (await everything(simulator.ledger('bybit', 'hedged-desk'))).map(({ entry }) => entry)
    expect(unexplained(simulator.ledger('bybit', 'hedged-desk'), entries)).toEqual({})
  }, 180_000)

  it('is refused a stretch that is wider than the exchange takes', async () => {
    const wide = { from: new Date(Date.now() - 20 * DAY), to: new Date(), cursor: null }
    const ask = (venue: 'bybit', ledger: string) =>
      failure(
        Promise.resolve(port.fetchFlows?.(connectionOf(simulator.ledger(venue, 'hedged-desk')), { ledger, ...wide }, signal)),
      )
    expect((await ask('bybit', 'log')).exchangeError).toContain('cannot exceed 7 days')
  })
})
