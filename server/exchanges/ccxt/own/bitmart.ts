import { z } from 'zod'
import type { CcxtClass } from '../exchange-types'

/**
 * BitMart, which left ccxt before 4.5.84: what is read of it, in ccxt's own form. All of it is `KEYED`, which the key alone opens; what
 * trades, transfers and withdraws is `SIGNED` with the secret and the memo. https://developer-pro.bitmart.com/en/spot and …/en/futuresv2
 * (2026-02), github.com/bitmartexchange/bitmart-skills (2026-03).
 */

const Text = z.union([z.string(), z.number()]).transform(String).nullish()
const Spot = z.object({
  data: z.object({
    symbols: z.array(
      z.looseObject({
        ...{ symbol: z.string(), base_currency: z.string(), quote_currency: z.string(), trade_status: Text },
        ...{ quote_increment: Text, base_min_size: Text },
      }),
    ),
  }),
})
const Contracts = z.object({
  data: z.object({
    symbols: z.array(
      z.looseObject({
        ...{
          symbol: z.string(),
          product_type: Text,
          expire_timestamp: Text,
          base_currency: z.string(),
          quote_currency: z.string(),
        },
        ...{ contract_size: Text, max_leverage: Text, price_precision: Text, vol_precision: Text, status: Text },
      }),
    ),
  }),
})
const Candles = z.object({ data: z.array(z.array(z.union([z.string(), z.number()]))) })
const Refused = z.object({ code: z.union([z.string(), z.number()]).transform(String) })
const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const SPOT = 'https://api-cloud.bitmart.com'
const FUTURES = 'https://api-cloud-v2.bitmart.com'

const DESCRIBED = {
  id: 'bitmart',
  name: 'BitMart',
  countries: ['KY'],
  rateLimit: 200,
  version: 'v2',
  timeframes: { '1h': '1h' },
  has: {
    ...{
      CORS: undefined,
      spot: true,
      swap: true,
      fetchBalance: true,
      fetchMarkets: true,
      fetchOHLCV: true,
      fetchPositions: true,
    },
  },
  urls: { api: { spot: SPOT, swap: FUTURES }, www: 'https://www.bitmart.com' },
  requiredCredentials: { apiKey: true, secret: false },
  api: {
    public: {
      get: {
        ...{ 'contract/public/details': 1, 'spot/quotation/v3/klines': 1, 'spot/quotation/v3/tickers': 1 },
        'spot/v1/symbols/details': 1,
      },
    },
    private: {
      get: {
        ...{ 'account/sub-account/main/v1/subaccount-list': 1, 'account/v2/deposit-withdraw/history': 1 },
        ...{ 'contract/private/assets-detail': 1, 'contract/private/get-position-mode': 1, 'contract/private/position-v2': 1 },
        ...{ 'contract/private/transaction-history': 1, 'spot/v1/margin/isolated/account': 1, 'spot/v1/wallet': 1 },
      },
    },
  },
}

/** @param ExchangeError ccxt's, for what the exchange refuses */
export function bitmartClass(Base: CcxtClass, ExchangeError: new (words: string) => Error): CcxtClass {
  return class Bitmart extends Base {
    describe(): unknown {
      const inherited: unknown = Reflect.apply(Reflect.get(Base.prototype, 'describe'), this, [])
      return this.deepExtend(inherited, DESCRIBED)
    }

    async fetchMarkets(): Promise<unknown[]> {
      const [coins, contracts] = await Promise.all([
        this.request('spot/v1/symbols/details', 'public', 'GET', {}),
        this.request('contract/public/details', 'public', 'GET', {}),
      ])
      const code = (id: string) => String(this.safeCurrencyCode(id))
      const spot = Spot.parse(coins).data.symbols.map((info) => {
        const [base, quote] = [code(info.base_currency), code(info.quote_currency)]
        return {
          ...{ id: info.symbol, symbol: `${base}/${quote}`, type: 'spot', active: info.trade_status === 'trading', base, quote },
          ...{ baseId: info.base_currency, quoteId: info.quote_currency, spot: true, margin: false, swap: false, future: false },
          ...{ option: false, contract: false, precision: { amount: info.base_min_size, price: info.quote_increment } },
          ...{ limits: {}, info },
        }
      })
      const swaps = Contracts.parse(contracts).data.symbols.map((info) => {
        const [base, quote] = [code(info.base_currency), code(info.quote_currency)]
        // What is quoted in USD is settled in its coin.
        const inverse = quote === 'USD'
        const settle = inverse ? base : quote
        const expiry = info.product_type === '2' ? Number(info.expire_timestamp) || undefined : undefined
        const day = expiry === undefined ? '' : `-${new Date(expiry).toISOString().slice(2, 10).replaceAll('-', '')}`
        const type = expiry === undefined ? 'swap' : 'future'
        return {
          ...{
            id: info.symbol,
            symbol: `${base}/${quote}:${settle}${day}`,
            type,
            active: info.status !== 'Delisted',
            base,
            quote,
            settle,
          },
          ...{ baseId: info.base_currency, quoteId: info.quote_currency, settleId: settle, expiry, spot: false, margin: false },
          ...{ swap: type === 'swap', future: type === 'future', option: false, contract: true, linear: !inverse, inverse },
          ...{ contractSize: info.contract_size ?? '1', precision: { amount: info.vol_precision, price: info.price_precision } },
          ...{ limits: { leverage: { max: info.max_leverage ?? undefined } }, info },
        }
      })
      return [...spot, ...swaps]
    }

    /** `after` is where it begins and `before` where it ends; the newest stand first. */
    async fetchOHLCV(...[symbol, , since, limit]: unknown[]): Promise<unknown[]> {
      const market: unknown = this.markets?.[String(symbol)]
      const id = typeof market === 'object' && market !== null ? String(Reflect.get(market, 'id')) : String(symbol)
      const hours = Math.min(Number(limit ?? 100), 200)
      const from = Math.floor(Number(since) / 1000)
      const asked = { symbol: id, step: 60, limit: hours, after: from - 1, before: from + hours * 3600 }
      const { data } = Candles.parse(await this.request('spot/quotation/v3/klines', 'public', 'GET', asked))
      return data
        .map(([at, open, high, low, close, volume]) => [Number(at) * 1000, open, high, low, close, volume])
        .toSorted((a, b) => Number(a[0]) - Number(b[0]))
    }

    override sign(...[path, api, method, params]: unknown[]): unknown {
      const asked = Object.entries(Params.parse(params ?? {})).map(([name, value]): [string, string] => [name, String(value)])
      const query = new URLSearchParams(asked).toString()
      const hosts: unknown = this.urls.api
      const kind = String(path).startsWith('contract/') ? 'swap' : 'spot'
      const host = typeof hosts === 'object' && hosts !== null ? String(Reflect.get(hosts, kind)) : ''
      return {
        url: `${host}/${String(path)}${query && `?${query}`}`,
        method,
        body: undefined,
        headers: api === 'private' ? { 'X-BM-KEY': String(Reflect.get(this, 'apiKey')) } : {},
      }
    }

    /** Also answers with status 200 may refuse. */
    override handleErrors(...[, , , , , body, response]: unknown[]): undefined {
      const told = Refused.safeParse(response)
      if (told.success && told.data.code !== '1000') throw new ExchangeError(`bitmart ${String(body)}`)
    }
  }
}
