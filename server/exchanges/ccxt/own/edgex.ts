import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { CcxtClass } from '../exchange-types'

/**
 * EdgeX, of which ccxt 4.5.84 has no class: what is read of it, in ccxt's own form, so that it goes through the same gate, limits and
 * recordings as every other. https://edgex-1.gitbook.io/edgeX-documentation/api-v2 (2026-11), edgex-python-sdk 2026-06 (`internal/auth.py`)
 */

const HOST = 'https://edgex-prod-v2.edgex.exchange'

const Meta = z.object({
  data: z.object({
    coinList: z.array(z.object({ coinId: z.string(), coinName: z.string() })),
    contractList: z.array(
      z.looseObject({
        contractId: z.string(),
        contractName: z.string(),
        baseCoinId: z.string(),
        quoteCoinId: z.string(),
        tickSize: z.string().nullish(),
        stepSize: z.string().nullish(),
        enableTrade: z.boolean().nullish(),
      }),
    ),
  }),
})
const Failure = z.object({ code: z.string() })
const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const DESCRIBED = {
  id: 'edgex',
  name: 'EdgeX',
  countries: [],
  rateLimit: 1000,
  version: 'v2',
  dex: true,
  has: { CORS: undefined, spot: false, swap: true, fetchBalance: true, fetchMarkets: true, fetchPositions: true },
  urls: { api: { public: HOST, private: HOST }, www: 'https://www.edgex.exchange' },
  requiredCredentials: { apiKey: true, secret: true, password: true, uid: true },
  api: {
    public: { get: { 'meta/getMetaData': 1 } },
    private: { get: { 'account/getAccountAsset': 1, 'account/getAccountPage': 1 } },
  },
}

/** By name, as the exchange sorts them to sign. */
const queryOf = (params: unknown): string =>
  Object.entries(Params.parse(params))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** The key of the signature is the base64 of the secret's letters: the secret is encoded for it, and not decoded. */
export function edgexSignature(secret: string, timestamp: string, method: string, path: string, query: string): string {
  const key = Buffer.from(secret).toString('base64')
  return createHmac('sha256', key).update(`${timestamp}${method}${path}${query}`).digest('hex')
}

/** @param ExchangeError ccxt's, for what the exchange refuses */
export function edgexClass(Base: CcxtClass, ExchangeError: new (words: string) => Error): CcxtClass {
  return class Edgex extends Base {
    describe(): unknown {
      const inherited: unknown = Reflect.apply(Reflect.get(Base.prototype, 'describe'), this, [])
      return this.deepExtend(inherited, DESCRIBED)
    }

    async fetchMarkets(): Promise<unknown[]> {
      const { data } = Meta.parse(await this.request('meta/getMetaData', 'public', 'GET', {}))
      const names = new Map(data.coinList.map(({ coinId, coinName }) => [coinId, coinName]))
      return data.contractList.map((info) => {
        const quote = names.get(info.quoteCoinId) ?? info.quoteCoinId
        const base = names.get(info.baseCoinId) ?? info.contractName
        return {
          ...{ id: info.contractId, symbol: `${base}/${quote}:${quote}`, type: 'swap', active: info.enableTrade ?? true },
          ...{ base, quote, settle: quote, baseId: info.baseCoinId, quoteId: info.quoteCoinId, settleId: info.quoteCoinId },
          ...{ spot: false, margin: false, swap: true, future: false, option: false },
          ...{ contract: true, linear: true, inverse: false, contractSize: '1' },
          precision: { amount: info.stepSize ?? undefined, price: info.tickSize ?? undefined },
          limits: {},
          info,
        }
      })
    }

    override sign(...[path, api, method, params]: unknown[]): unknown {
      const query = queryOf(params ?? {})
      const route = `/api/v2/${String(api)}/${String(path)}`
      const timestamp = String(this.milliseconds())
      const text = (name: string) => String(Reflect.get(this, name))
      return {
        url: `${HOST}${route}${query && `?${query}`}`,
        method,
        body: undefined,
        headers:
          api === 'private'
            ? {
                'X-edgeX-Api-Key': text('apiKey'),
                'X-edgeX-Passphrase': text('password'),
                'X-edgeX-Signature': edgexSignature(text('secret'), timestamp, String(method), route, query),
                'X-edgeX-Timestamp': timestamp,
              }
            : {},
      }
    }

    /** Also answers with status 200 may refuse. */
    override handleErrors(...[, , , , , body, response]: unknown[]): undefined {
      const told = Failure.safeParse(response)
      if (told.success && told.data.code !== 'SUCCESS') throw new ExchangeError(`edgex ${String(body)}`)
    }
  }
}
