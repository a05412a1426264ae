import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { Decimal } from '../../../domain/decimal'
import type { CcxtClass } from '../exchange-types'

/**
 * BitMEX, which left ccxt before 4.5.84: what is read of it, in ccxt's own form, so that it goes through the same gate, limits and
 * recordings as every other. https://docs.bitmex.com/api-explorer (2026-11), signing: https://www.bitmex.com/app/apiKeysUsage
 */

/** How long a signed request may be under way, and the server's clock behind BitMEX's. Seconds. */
const EXPIRES = 30
const HOUR_MS = 3_600_000

const Text = z.union([z.string(), z.number()]).transform(String).nullish()
const Instrument = z.looseObject({
  symbol: z.string(),
  typ: z.string(),
  state: z.string(),
  rootSymbol: Text,
  underlying: z.string(),
  quoteCurrency: z.string(),
  settlCurrency: Text,
  expiry: Text,
  multiplier: Text,
  underlyingToPositionMultiplier: Text,
  isInverse: z.boolean().nullish(),
  initMargin: Text,
  tickSize: Text,
  lotSize: Text,
})
type Instrument = z.output<typeof Instrument>
const Bins = z.array(z.object({ timestamp: z.string(), open: Text, high: Text, low: Text, close: Text, homeNotional: Text }))
const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** Units of settlement that are not the capitals of their coin. */
const SETTLED: Readonly<Record<string, string>> = { XBt: 'BTC', Gwei: 'ETH', LAMp: 'SOL' }
/** Kinds of instruments that can be held; all others are indices. `FFICSX` are prediction markets, whose quote is no money (`XXX`). */
const KINDS: Readonly<Record<string, 'spot' | 'swap' | 'future'>> = {
  IFXXXP: 'spot',
  FFWCSX: 'swap',
  FFWCSF: 'swap',
  FFSCSX: 'swap',
  FFCCSX: 'future',
  FFICSX: 'future',
}

const DESCRIBED = {
  id: 'bitmex',
  name: 'BitMEX',
  countries: ['SC'],
  rateLimit: 500,
  version: 'v1',
  timeframes: { '1h': '1h' },
  has: {
    ...{ CORS: undefined, spot: true, swap: true, future: true, fetchBalance: true, fetchMarkets: true, fetchOHLCV: true },
    fetchPositions: true,
  },
  urls: {
    api: { public: 'https://www.bitmex.com', private: 'https://www.bitmex.com' },
    test: { public: 'https://testnet.bitmex.com', private: 'https://testnet.bitmex.com' },
    www: 'https://www.bitmex.com',
  },
  requiredCredentials: { apiKey: true, secret: true },
  api: {
    public: { get: { 'instrument/active': 1, 'trade/bucketed': 1, 'wallet/assets': 1 } },
    private: {
      get: {
        ...{ apiKey: 1, position: 1, user: 1, 'user/getWalletTransferAccounts': 1, 'user/margin': 1, 'user/staking': 1 },
        'user/walletHistory': 1,
      },
    },
  },
}

/** @param path with the query, as it is sent */
export function bitmexSignature(secret: string, verb: string, path: string, expires: string, data = ''): string {
  return createHmac('sha256', secret).update(`${verb}${path}${expires}${data}`).digest('hex')
}

const over = (value: string | null | undefined): string | undefined =>
  value == null || Number(value) === 0 ? undefined : new Decimal(1).div(value).toDecimalPlaces(18).toFixed()

/** Linear: coins of a contract. Inverse: USD of one. What is settled in a third coin (quanto) has no size of its own: it moves with that coin. */
function contractSize({ typ, isInverse, underlyingToPositionMultiplier, multiplier }: Instrument): string {
  if (typ === 'IFXXXP' || isInverse) return '1'
  if (typ === 'FFICSX') return new Decimal(multiplier ?? 1).div(1_000_000).toFixed()
  return over(underlyingToPositionMultiplier) ?? '1'
}

/** @param ExchangeError ccxt's, for what the exchange refuses */
export function bitmexClass(Base: CcxtClass, ExchangeError: new (words: string) => Error): CcxtClass {
  return class Bitmex extends Base {
    describe(): unknown {
      const inherited: unknown = Reflect.apply(Reflect.get(Base.prototype, 'describe'), this, [])
      return this.deepExtend(inherited, DESCRIBED)
    }

    async fetchMarkets(): Promise<unknown[]> {
      const rows = z.array(Instrument).parse(await this.request('instrument/active', 'public', 'GET', {}))
      return rows.flatMap((info) => {
        const type = KINDS[info.typ]
        if (type === undefined) return []
        const code = (id: string) => String(this.safeCurrencyCode(id))
        const predicted = info.typ === 'FFICSX'
        const base = code(predicted ? (info.rootSymbol ?? info.symbol) : info.underlying)
        const quote = code(predicted ? info.underlying : info.quoteCurrency)
        const settle =
          type === 'spot' || !info.settlCurrency ? null : (SETTLED[info.settlCurrency] ?? info.settlCurrency.toUpperCase())
        const expiry = info.expiry && type === 'future' ? Date.parse(info.expiry) : undefined
        const day = expiry === undefined ? '' : `-${new Date(expiry).toISOString().slice(2, 10).replaceAll('-', '')}`
        const inverse = info.isInverse ?? false
        return [
          {
            ...{
              id: info.symbol,
              symbol: `${base}/${quote}${settle === null ? '' : `:${settle}${day}`}`,
              type,
              active: info.state === 'Open',
            },
            ...{ base, quote, settle, baseId: info.underlying, quoteId: info.quoteCurrency, settleId: info.settlCurrency },
            ...{ spot: type === 'spot', margin: false, swap: type === 'swap', future: type === 'future', option: false },
            ...{ contract: type !== 'spot', linear: !inverse, inverse, contractSize: contractSize(info), expiry },
            precision: { amount: info.lotSize ?? undefined, price: info.tickSize ?? undefined },
            limits: { leverage: { min: undefined, max: type === 'spot' ? undefined : over(info.initMargin) } },
            info,
          },
        ]
      })
    }

    /** A bucket is named by the moment at which it ends. */
    async fetchOHLCV(...[symbol, , since, limit]: unknown[]): Promise<unknown[]> {
      const market: unknown = this.markets?.[String(symbol)]
      const id = typeof market === 'object' && market !== null ? String(Reflect.get(market, 'id')) : String(symbol)
      const startTime = new Date(Number(since) + HOUR_MS).toISOString()
      const asked = { binSize: '1h', partial: false, symbol: id, count: Math.min(Number(limit ?? 100), 1000), startTime }
      const rows = Bins.parse(await this.request('trade/bucketed', 'public', 'GET', asked))
      return rows.map(({ timestamp, open, high, low, close, homeNotional }) => {
        return [Date.parse(timestamp) - HOUR_MS, open, high, low, close, homeNotional]
      })
    }

    override sign(...[path, api, method, params]: unknown[]): unknown {
      const asked = Object.entries(Params.parse(params ?? {})).map(([name, value]): [string, string] => [name, String(value)])
      const query = new URLSearchParams(asked).toString()
      const route = `/api/v1/${String(path)}${query && `?${query}`}`
      const hosts: unknown = this.urls.api
      const host = typeof hosts === 'object' && hosts !== null ? String(Reflect.get(hosts, String(api))) : ''
      const expires = String(Math.floor(this.milliseconds() / 1000) + EXPIRES)
      const text = (name: string) => String(Reflect.get(this, name))
      return {
        url: `${host}${route}`,
        method,
        body: undefined,
        headers:
          api === 'private'
            ? {
                'api-expires': expires,
                'api-key': text('apiKey'),
                'api-signature': bitmexSignature(text('secret'), String(method), route, expires),
              }
            : {},
      }
    }

    /** Limits and what is the server's fault are told by their status alone. */
    override handleErrors(...[status, , , , , body]: unknown[]): undefined {
      const refused = Number(status)
      if (refused >= 400 && refused < 500 && refused !== 429) throw new ExchangeError(`bitmex ${String(body)}`)
    }
  }
}
