import { SAMPLE_EXCHANGE } from '../../domain/sample'
import type { Price } from '../../domain/types'
import { DomainError } from '../../errors'
import { type Sentence, sentence } from '../../language/sentence'
import type { Connection, ExchangeInfo, ExchangePort } from '../port'
import { sampleHoldings } from './accounts'
import { samplePrice } from './market'

const INFO: ExchangeInfo = {
  id: SAMPLE_EXCHANGE,
  name: 'Sample',
  credentialFields: [{ field: 'apiKey', label: 'Sample', required: true, secret: false }],
  keyPage: 'Made up by Ballast',
  keyUrl: null,
  permissionsWanted: [],
  wallets: ['spot', 'perp'],
  generic: false,
  sandbox: false,
  canSetLeverage: false,
}
const isSample = (exchange: string) => exchange === SAMPLE_EXCHANGE

function holdingsOf({ credentials }: Connection, asOf: Date) {
  const holdings = sampleHoldings(credentials.apiKey ?? '', asOf)
  if (!holdings) throw new DomainError('exchange_credentials', sentence`There is no such sample account.`)
  return holdings
}

function priceOf(code: string, asOf: Date): Price | null {
  const usd = samplePrice(code, asOf.getTime())
  return usd === null ? null : { usd, route: `${code}-USD (made up)`, asOf }
}

const refused = (what: Sentence) =>
  new DomainError('exchange_refused', sentence`${what} is not possible on a sample account: it is made up.`)

/**
 * The exchanges, and behind the same calls the made-up accounts of the sample desk. These ask nobody, and no price of theirs
 * is one of anybody else: they are answered here, before what the exchanges share.
 */
export function withSample(port: ExchangePort, now: () => Date): ExchangePort {
  // By name, each of them: a method that the port gets and is not passed on here is an error of types.
  const both: { [Method in keyof Required<ExchangePort>]: ExchangePort[Method] } = {
    // Nobody can choose it: what `list` does not have is not offered.
    list: () => port.list(),
    find: (idOrName) => (isSample(idOrName.trim().toLowerCase()) ? INFO : port.find(idOrName)),
    verify: async (connection, signal) => {
      if (!isSample(connection.exchange)) return port.verify(connection, signal)
      holdingsOf(connection, now())
      return { permissions: ['read'], positionMode: null, ipList: null, expiresAt: null, label: null }
    },
    fetchHoldings: async (connection, signal) =>
      isSample(connection.exchange) ? holdingsOf(connection, now()) : port.fetchHoldings(connection, signal),
    record: async (connection, signal, flowsFrom) => {
      if (isSample(connection.exchange)) throw refused(sentence`A recording`)
      return port.record(connection, signal, flowsFrom)
    },
    prices: async (exchange, codes, signal) => {
      if (!isSample(exchange)) return port.prices(exchange, codes, signal)
      const at = now()
      return new Map(codes.flatMap((code) => Object.entries({ [code]: priceOf(code, at) }).flatMap(known)))
    },
    budgets: () => port.budgets?.() ?? [],
    expectPrices: (exchange) => {
      if (!isSample(exchange)) port.expectPrices?.(exchange)
    },
    fundingRates: async (exchange, signal) =>
      isSample(exchange) ? new Map() : ((await port.fundingRates?.(exchange, signal)) ?? new Map()),
    setLeverage: async (connection, input, signal) => {
      if (isSample(connection.exchange)) throw refused(sentence`Setting leverage`)
      return port.setLeverage(connection, input, signal)
    },
    ledgers: (exchange) =>
      isSample(exchange) ? { ledgers: [], untold: [] } : (port.ledgers?.(exchange) ?? { ledgers: [], untold: [] }),
    fetchFlows: port.fetchFlows?.bind(port),
    priceThen: async (exchange, code, at, signal) => {
      const none = { price: null, why: 'no price of it is known' }
      if (!isSample(exchange)) return (await port.priceThen?.(exchange, code, at, signal)) ?? none
      const price = priceOf(code, at)
      return price ? { price, why: null } : none
    },
    subAccounts: async (connection, signal) =>
      isSample(connection.exchange) ? null : ((await port.subAccounts?.(connection, signal)) ?? null),
    maintenanceTables: async (connection, pairs, signal) =>
      isSample(connection.exchange) ? null : ((await port.maintenanceTables?.(connection, pairs, signal)) ?? null),
    estimateLeverage: async (connection, input, signal) =>
      isSample(connection.exchange) ? null : ((await port.estimateLeverage?.(connection, input, signal)) ?? null),
    optionMarks: async (connection, pairs, signal) =>
      isSample(connection.exchange) ? null : ((await port.optionMarks?.(connection, pairs, signal)) ?? null),
    openOrders: async (connection, signal) =>
      isSample(connection.exchange) ? [] : ((await port.openOrders?.(connection, signal)) ?? null),
    maxLeverage: async (market, signal) =>
      isSample(market.exchange) ? null : ((await port.maxLeverage?.(market, signal)) ?? null),
    tellsAddress: port.tellsAddress,
    seenFrom: port.seenFrom?.bind(port),
    watchable: port.watchable,
    watch: port.watch?.bind(port),
  }
  return both
}

function known<T>([code, value]: [string, T | null]): [string, T][] {
  return value === null ? [] : [[code, value]]
}
