import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { FlowEntry } from '../../../domain/flows/types'
import { pairOf } from '../../../domain/pairs'
import { amount, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { atMs, flow, HOUR_MS, nextMoment, numbered } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { spotCode } from './codes'
import { entriesOf, LedgerUpdates } from './updates'

/**
 * Hyperliquid's ledgers. All answers are lists, oldest first, of at most so many rows: the last moment of a full one is
 * asked for again. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint
 */
const ASK = 'publicPostInfo'
/** "Only the most recent 500 elements or distinct blocks": a list that was cut has that many or more. */
const ROWS = 500
const FILLS = 2000

function asked(type: string, api: AccountApi, { from, to, cursor }: LedgerQuery) {
  const startTime = cursor === null ? from.getTime() : Number(cursor)
  return { startTime, params: { type, user: api.address ?? '', startTime, endTime: to.getTime() - 1 } }
}

async function updates(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, params } = asked('userNonFundingLedgerUpdates', api, query)
  const rows = await api.call(ASK, params, LedgerUpdates)
  const times = rows.map(({ time }) => time.getTime())
  return { entries: numbered(entriesOf(rows, api)), next: nextMoment(times, ROWS, startTime, 'oldest first') }
}

const Funding = z.array(
  z.object({ time: atMs, hash: z.string(), delta: z.object({ coin: z.string(), usdc: amount, fundingRate: maybeAmount }) }),
)

/** A perpetual by its coin; a coin of another exchange on the chain (`flx:CRCL`) is settled as its market says. */
function perpOf(book: { all: readonly Market[] }, coin: string, api: AccountApi): Market | undefined {
  const base = api.code(coin).replace(':', '-')
  return book.all.find((market) => market.contract && (market.base === base || market.id === coin))
}

/** `usdc` is signed as the account is: below zero was paid. The hash is all zeros, so that moment and coin are the id. */
async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, params } = asked('userFunding', api, query)
  const rows = await api.call(ASK, params, Funding)
  const book = await api.markets()
  const entries = rows.flatMap(({ time, delta }) => {
    const market = perpOf(book, delta.coin, api)
    return flow({
      id: `${time.getTime()}:${delta.coin}`,
      at: time,
      coin: market?.settle ?? 'USDC',
      amount: delta.usdc,
      kind: 'funding',
      word: 'funding',
      wallet: walletOf(delta.coin),
      pair: market ? pairOf(market) : delta.coin,
    })
  })
  const times = rows.map(({ time }) => time.getTime())
  return { entries, next: nextMoment(times, ROWS, startTime, 'oldest first') }
}

function walletOf(coin: string): string {
  const [dex] = coin.includes(':') ? coin.split(':') : []
  return dex === undefined ? 'perp' : `perp:${dex}`
}

const Fills = z.array(
  z.object({
    coin: z.string(),
    px: amount,
    sz: amount,
    side: z.string(),
    time: atMs,
    dir: maybeText,
    closedPnl: maybeAmount,
    fee: maybeAmount,
    feeToken: maybeText,
    tid: text,
    oid: maybeText,
    liquidation: z.unknown().optional(),
  }),
)
type Fill = z.output<typeof Fills>[number]

/** Spot markets go by a number (`@107`) or by their names (`PURR/USDC`). */
const isSpot = (coin: string) => coin.startsWith('@') || coin.includes('/')

/**
 * `closedPnl` is without the fee, and the fee holds the builder's. What spot fills call profit is no money: the two coins
 * changed hands.
 */
function filled(row: Fill, book: { all: readonly Market[] }, api: AccountApi): FlowEntry[] {
  const id = `${row.tid}:${row.oid ?? ''}:${row.time.getTime()}`
  const fee = { coin: row.feeToken ? spotCode(row.feeToken, api) : 'USDC', cost: row.fee }
  if (!isSpot(row.coin)) {
    const market = perpOf(book, row.coin, api)
    return flow({
      id,
      at: row.time,
      coin: market?.settle ?? 'USDC',
      amount: row.closedPnl ?? '0',
      kind: row.liquidation ? 'liquidation' : 'realized',
      word: row.dir ?? 'fill',
      wallet: walletOf(row.coin),
      pair: market ? pairOf(market) : row.coin,
      fee,
    })
  }
  const market = book.all.find((each) => !each.contract && each.id === row.coin)
  const [base = row.coin, quote = 'USDC'] = market ? [market.base, market.quote] : row.coin.split('/')
  const value = new Decimal(row.px).times(row.sz).toFixed()
  const buys = row.side === 'B'
  const common = {
    at: row.time,
    kind: 'trade',
    word: row.dir ?? 'fill',
    wallet: 'spot',
    pair: market ? pairOf(market) : row.coin,
  } as const
  return [
    ...flow({ ...common, id: `${id}:base`, coin: base, amount: buys ? row.sz : negated(row.sz), fee }),
    ...flow({ ...common, id: `${id}:quote`, coin: quote, amount: buys ? negated(value) : value }),
  ]
}

async function fills(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { startTime, params } = asked('userFillsByTime', api, query)
  const rows = await api.call(ASK, params, Fills)
  const book = await api.markets()
  const entries = rows.flatMap((row) => filled(row, book, api))
  const times = rows.map(({ time }) => time.getTime())
  return { entries: numbered(entries), next: nextMoment(times, FILLS, startTime, 'oldest first') }
}

const Rewards = z.array(z.object({ time: atMs, source: z.string(), totalAmount: amount }))

/** All of them in one answer, whatever stretch is asked for. They are staked at once. */
async function rewards(api: AccountApi, { from, to }: LedgerQuery): Promise<LedgerPage> {
  const rows = await api.call(ASK, { type: 'delegatorRewards', user: api.address ?? '' }, Rewards)
  const entries = rows
    .filter(({ time }) => time >= from && time < to)
    .flatMap(({ time, source, totalAmount }) =>
      flow({
        id: `${time.getTime()}:${source}`,
        at: time,
        coin: 'HYPE',
        amount: totalAmount,
        kind: 'reward',
        word: source,
        wallet: 'earn',
      }),
    )
  return { entries: numbered(entries), next: null }
}

const kept = { windowMs: null, reachMs: null, settlesMs: HOUR_MS, weight: 20 }

export const hyperliquidFlows: Flows = {
  ledgers: [
    { ...kept, id: 'updates', name: 'Deposits, withdrawals, transfers, vaults and staking', page: updates },
    { ...kept, id: 'funding', name: 'Funding', page: funding },
    { ...kept, id: 'fills', name: 'Profit and fees of trades', page: fills },
    { ...kept, id: 'rewards', name: 'Staking rewards', page: rewards },
  ],
  untold: [
    { words: 'Trades before the 10,000 most recent ones', external: false },
    { words: 'Profit of vaults while the share is held: it shows in the share alone', external: false },
    { words: 'Interest on coins that are lent or borrowed', external: false },
  ],
}
