import { z } from 'zod'
import { pairOf } from '../../domain/pairs'
import { isFresh } from '../../domain/staleness'
import type { FundingRate } from '../../domain/types'
import { orAborted } from '../../on-abort'
import { maybeAmount } from '../ccxt/amounts'
import type { AccountApi } from './api'

/** Funding changes once in hours; its forecast moves a little all the time. */
const MAX_AGE_MS = 60_000
/** A reading is shared, so it ends by itself and not when the first who asked has gone. */
const READ_DEADLINE_MS = 15_000

/** Parameters of ccxt's `fetchFundingRates` for each call that it takes to know all perpetuals of an exchange. */
export type FundingCalls = readonly Readonly<Record<string, unknown>>[]

const Rates = z.record(
  z.string(),
  z.object({
    symbol: z.string().nullish(),
    fundingRate: maybeAmount,
    fundingTimestamp: z.number().nullish(),
    /** `8h` */
    interval: z.string().nullish(),
  }),
)

/** All funding rates of an exchange by pair. */
export async function readFunding(calls: FundingCalls, api: AccountApi): Promise<Map<string, FundingRate>> {
  const found = new Map<string, FundingRate>()
  const [book, ...answers] = await Promise.all([
    api.markets(),
    ...calls.map((params) => api.call('fetchFundingRates', [undefined, params], Rates)),
  ])
  const bySymbol = new Map(book.all.map((market) => [market.symbol, market]))
  for (const { symbol, fundingRate, fundingTimestamp, interval } of answers.flatMap((answer) => Object.values(answer))) {
    const market = symbol ? bySymbol.get(symbol) : undefined
    if (market === undefined || fundingRate === null) continue
    const hours = /^(\d{1,3})h$/.exec(interval ?? '')?.[1]
    found.set(pairOf(market), {
      rate: fundingRate,
      nextAt: fundingTimestamp ? new Date(fundingTimestamp) : null,
      ...(hours && { intervalHours: Number(hours) }),
    })
  }
  return found
}

interface Entry {
  readAt: Date
  rates: Promise<ReadonlyMap<string, FundingRate>>
}

/** One reading an exchange and minute, however many ask. */
export class FundingRates {
  readonly #entries = new Map<string, Entry>()

  constructor(
    private readonly read: (exchange: string, signal: AbortSignal) => Promise<ReadonlyMap<string, FundingRate>>,
    private readonly now: () => Date,
  ) {}

  /** Rejects when the exchange does not answer; the next one who asks tries again. */
  async get(exchange: string, signal: AbortSignal): Promise<ReadonlyMap<string, FundingRate>> {
    const now = this.now()
    const known = this.#entries.get(exchange)
    if (known && isFresh(known.readAt, MAX_AGE_MS, now)) return orAborted(known.rates, signal)
    const rates = this.read(exchange, AbortSignal.timeout(READ_DEADLINE_MS))
    const entry = { readAt: now, rates }
    this.#entries.set(exchange, entry)
    rates.catch(() => {
      if (this.#entries.get(exchange) === entry) this.#entries.delete(exchange)
    })
    return orAborted(rates, signal)
  }
}
