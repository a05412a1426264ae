import pino from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import type { Ledger as Account } from '../../../simulator/ledger'
import type { Movement } from '../../../simulator/movement'
import { startSimulator } from '../../../simulator/server'
import { Decimal } from '../../domain/decimal'
import type { FlowEntry } from '../../domain/flows/types'
import { createCcxtExchanges } from '../ccxt-port'
import { connectionOf } from './ledger-connection.testing'

/**
 * Ledgers of the exchanges on chains, read over HTTP in their windows and pages: what is read comes to what moved, by kind and coin
 * and to the last decimal, and is as many entries.
 */

const DAY = 86_400_000
/** The clock stands two days back while accounts are acted on. */
let clock: number | null = Math.floor(Date.now() / 1000) * 1000 - 2 * DAY
/** Since then funding came due: more of it than any exchange tells at once. */
const simulator = await startSimulator({ frozen: true, began: clock - 200 * DAY, now: () => clock ?? Date.now() })
simulator.limiter.scale(1_000)
afterAll(() => simulator.close())

const DEPOSITS = 120
const TRADES = 600
for (const [venue, coin] of [
  ['aster', 'USDT'],
  ['paradex', 'USDC'],
  ['extended', 'USDC'],
  ['backpack', 'USDC'],
  ['dydx', 'USDC'],
] as const) {
  const { apiKey } = simulator.ledger(venue, 'desk').key
  const [to, from] = [
    { venue, apiKey },
    { venue, apiKey },
  ]
  // All of one second, two of them of one amount.
  for (let count = 0; count < DEPOSITS; count += 1)
    simulator.send({ to, coin, amount: `${Math.max(1, count)}.000001`, fee: '0', minutes: 0 })
  simulator.send({ from, coin, amount: '40.5', fee: '1.25', minutes: 0 })
}
// One row before the pairs of trades: the second page begins with the other half of one.
simulator.send({
  to: { venue: 'aster', apiKey: simulator.ledger('aster', 'desk').key.apiKey },
  ...{ coin: 'ETH', amount: '1.5', fee: '0', minutes: 0 },
})
for (let count = 0; count < TRADES; count += 1) {
  clock += 1_000
  const { apiKey } = simulator.ledger('aster', 'desk').key
  simulator.execute('aster', apiKey, 'spot:ETHUSDT', { side: count % 2 ? 'sell' : 'buy', size: '0.001', wallet: 'spot' })
}
clock = null

const port = createCcxtExchanges({ baseUrls: { '*': simulator.url }, log: pino({ level: 'silent' }), limitFactor: 1000 })
const signal = new AbortController().signal

interface Read {
  entries: FlowEntry[]
  /** Questions of one stretch at most, by ledger. */
  pages: Record<string, number>
}

/** Every ledger since before its first entry, in stretches as wide as the exchange takes. */
async function everything(account: Account): Promise<Read> {
  const found = new Map<string, FlowEntry>()
  const pages: Record<string, number> = {}
  const now = Date.now() + 1000
  for (const { id: ledger, windowMs } of port.ledgers?.(account.venue).ledgers ?? []) {
    const width = Math.min(windowMs ?? 400 * DAY, 400 * DAY)
    for (let to = now; to > now - 240 * DAY; to -= width) {
      let cursor: string | null = null
      let asked = 0
      do {
        const query: { from: Date; to: Date; cursor: string | null } = { from: new Date(to - width), to: new Date(to), cursor }
        const page: { entries: FlowEntry[]; next: string | null } | undefined = await port.fetchFlows?.(
          connectionOf(account),
          { ledger, ...query },
          signal,
        )
        for (const entry of page?.entries ?? []) found.set(`${ledger} ${entry.id}`, entry)
        cursor = page?.next ?? null
        asked += 1
      } while (cursor !== null)
      pages[ledger] = Math.max(pages[ledger] ?? 0, asked)
    }
  }
  return { entries: [...found.values()], pages }
}

/** As which kind a movement is read; null: the exchange tells it by no call that is asked. */
type ToldAs = (movement: Movement) => string | null

const otherEnd = ({ transfer, wallet }: Movement) => (transfer?.from === wallet ? transfer.to : transfer?.from)
const listed: ToldAs = ({ kind }) => (/^(deposit|withdrawal|funding)$/.test(kind) ? kind : null)
const TOLD: Record<string, ToldAs> = {
  // Nothing in Aster's ledgers tells what came by the chain from what came from another wallet.
  aster: ({ wallet, kind }) => (wallet === 'staking' ? null : /^(deposit|withdrawal)$/.test(kind) ? 'transfer' : kind),
  paradex: (row) => (row.wallet === 'unified' && otherEnd(row) === 'vaults' ? row.kind : listed(row)),
  extended: listed,
  backpack: listed,
  // Between a sub-account and the wallet of the chain.
  dydx: (row) => {
    if (!row.wallet.startsWith('perp') || row.kind === 'funding') return null
    if (row.kind !== 'transfer') return listed(row)
    return otherEnd(row) === 'chain' ? (row.amount.startsWith('-') ? 'withdrawal' : 'deposit') : 'transfer'
  },
}
/** Where nobody knows whether a withdrawal's cost is within its amount, it is told apart and not counted. */
const FEE_APART = new Set(['extended', 'backpack'])

interface Sum {
  entries: number
  amount: string
}
function summed(rows: Iterable<readonly [name: string, amount: Decimal]>): Record<string, Sum> {
  const found = new Map<string, { entries: number; amount: Decimal }>()
  for (const [name, amount] of rows) {
    const { entries = 0, amount: before = new Decimal(0) } = found.get(name) ?? {}
    found.set(name, { entries: entries + 1, amount: before.plus(amount) })
  }
  return Object.fromEntries(
    [...found].toSorted().map(([name, { entries, amount }]) => [name, { entries, amount: amount.toFixed() }]),
  )
}

function moved(account: Account): Record<string, Sum> {
  const rows = simulator.exchange(account.venue).movements(account)
  return summed(
    rows.flatMap((row): [string, Decimal][] => {
      const kind = TOLD[account.venue]?.(row) ?? null
      const fee = FEE_APART.has(account.venue) ? '0' : (row.fee ?? '0')
      return kind === null ? [] : [[`${kind} ${row.coin}`, new Decimal(row.amount).minus(fee)]]
    }),
  )
}

const ACCOUNTS = Object.keys(TOLD).flatMap((venue) => simulator.ledgers(venue).map(({ scenario }) => [venue, scenario] as const))

describe('ledgers of exchanges on chains', () => {
  it.each(ACCOUNTS)(
    '%s %s: what is read is what moved',
    async (venue, scenario) => {
      const account = simulator.ledger(venue, scenario)
      const { entries } = await everything(account)
      const told = summed(
        entries.map(({ kind, coin, amount, fee }) => [`${kind} ${coin}`, new Decimal(amount).minus(fee?.amount ?? 0)]),
      )
      expect(told).toEqual(moved(account))
      expect(entries.every(({ state }) => state === 'done')).toBe(true)
    },
    60_000,
  )

  it.each([
    ['aster', { spot: 2 }],
    ['paradex', { transfers: 2, funding: 12 }],
    ['extended', { deposits: 3, funding: 12 }],
    ['backpack', { funding: 2 }],
    ['dydx', { moved: 2 }],
  ])(
    '%s: more than one page of them, and moments whose rows stand on two',
    async (venue, atLeast) => {
      const { entries, pages } = await everything(simulator.ledger(venue, 'desk'))
      for (const [ledger, count] of Object.entries(atLeast)) expect(pages[ledger], ledger).toBeGreaterThanOrEqual(count)
      const came = entries.filter(({ amount }) => /^\d+\.000001$/.test(amount))
      expect([came.length, new Set(came.map(({ at }) => at.getTime())).size]).toEqual([DEPOSITS, 1])
    },
    60_000,
  )

  it('Aster refuses a stretch that is wider than it takes', async () => {
    const wide = { from: new Date(Date.now() - 20 * DAY), to: new Date(), cursor: null }
    const ask = port.fetchFlows?.(connectionOf(simulator.ledger('aster', 'desk')), { ledger: 'log', ...wide }, signal)
    await expect(ask).rejects.toMatchObject({ exchangeError: expect.stringContaining('More than 7 days') })
  })

  it('what goes between sub-accounts of one dYdX address stays within the account', async () => {
    const { entries } = await everything(simulator.ledger('dydx', 'sub-accounts'))
    const between = entries.filter(({ kind }) => kind === 'transfer')
    expect(between.map(({ amount, counterpart }) => [amount.startsWith('-'), counterpart?.wallet])).toEqual([
      [true, 'perp:2'],
      [false, 'perp'],
    ])
  })
})
