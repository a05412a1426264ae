import pino from 'pino'
import { describe, expect, it } from 'vitest'
import type { AccountHoldings } from '../../../domain/types'
import { CATALOGUE } from '../../catalogue'
import { createCcxtExchanges } from '../../ccxt-port'
import type { Credentials } from '../../port'
import { exchangeInfos } from '../../registry'
import { valued } from '../recordings.testing'

const SECRET_BYTES = 'cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmVwbGF5cmU='
const NOBODY: Credentials = {
  apiKey: 'test',
  apiSecret: SECRET_BYTES,
  password: 'test',
  uid: '1',
  walletAddress: '0x0000000000000000000000000000000000000001',
  privateKey: '0x0000000000000000000000000000000000000000000000000000000000000001',
}
/** Where signing wants a secret of another form: base58. */
const SECRETS: Record<string, string> = { modetrade: '3'.repeat(44), woofipro: '3'.repeat(44) }

/** Empty accounts in the envelopes that exchanges use; one of them is each exchange's own. */
const ENVELOPES = [
  '{}',
  '[]',
  '{"code":0,"data":[],"result":[]}',
  '{"code":"0","data":{},"result":{}}',
  '{"code":200,"data":[]}',
  '{"success":1,"data":{"assets":[]}}',
  '{"result":"success","accounts":{},"data":[]}',
  '{"status":"ok","balances":[],"balance":[],"data":[]}',
  '{"status":"ok","data":[{"id":1,"list":[]}]}',
  '{"success":true,"result":[],"data":[]}',
  '{"code":0,"list":[],"data":{"list":[],"positions":[],"account":{}}}',
]

async function emptyAccount(exchange: string, body: string): Promise<AccountHoldings> {
  const exchanges = createCcxtExchanges({
    markets: () => [],
    log: pino({ level: 'silent' }),
    transport: async () => ({ status: 200, statusText: 'OK', headers: {}, body }),
  })
  const credentials = { ...NOBODY, apiSecret: SECRETS[exchange] ?? SECRET_BYTES }
  return exchanges.fetchHoldings({ exchange, credentials, sandbox: false, options: {} }, AbortSignal.timeout(5_000))
}

/** What an exchange made of the envelopes: `read`, `no positions`, or `no`. */
async function tried(exchange: string): Promise<string> {
  let best = 'no'
  for (const body of ENVELOPES) {
    const account = await emptyAccount(exchange, body).catch(() => null)
    if (account?.notIncluded.length === 0) return 'read'
    if (account) best = 'no positions'
  }
  return best
}

/** Exchanges that an empty account cannot be read from, and why. */
const REASONS: Record<string, string> = {
  blockchaincom: 'ccxt refuses an answer without its primary account',
  bullish: 'ccxt needs a trading account id',
  coinbaseinternational: 'ccxt needs a portfolio id',
  derive: 'ccxt needs a subaccount id',
  gemini: 'ccxt refuses a key that does not begin with account-',
  grvt: 'ccxt needs the trading account id that signing in gives',
  lbank: 'signing needs a real RSA key',
  revolutx: 'signing needs a real Ed25519 key',
  paradex: 'signing needs an account on Starknet',
  phemex: 'ccxt asks for one settlement currency at a time',
  bitflyer: 'positions: ccxt asks for one market at a time',
  hashkey: 'positions: ccxt asks for one market at a time',
}

/** Exchanges of ccxt that cannot be connected at all, and why. */
const NOT_OFFERED: Record<string, string> = { ndax: 'signs in with a login and a password, which Ballast does not ask for' }

describe('the generic adapter', () => {
  it('constructs, asks and parses every other exchange of ccxt, but for those with a reason', async () => {
    const ids = exchangeInfos().flatMap(({ id, generic }) => (generic ? [id] : []))
    const failed: string[] = []
    for (const id of ids) if ((await tried(id)) !== 'read') failed.push(id)
    expect(failed.sort()).toEqual(Object.keys(REASONS).sort())
    // The figures that docs/adapters.md tells; another version of ccxt may change them.
    expect({ asked: ids.length, read: ids.length - failed.length }).toEqual({ asked: 81, read: 69 })
    const known = new Set(exchangeInfos().map(({ id }) => id))
    expect(CATALOGUE.flatMap(({ id }) => (known.has(id) ? [] : [id]))).toEqual(Object.keys(NOT_OFFERED))
  }, 120_000)

  it('reads balances and positions as ccxt unifies them', async () => {
    const { assets } = await valued({
      exchange: 'bitfinex',
      markets: [
        { symbol: 'BTC/USDT:USDT', id: 'tBTCF0:USTF0' },
        { symbol: 'BTC/USD', id: 'tBTCUSD' },
      ],
      calls: [
        {
          path: 'auth/r/wallets',
          response: [
            ['exchange', 'BTC', 0.12345678, 0, 0.1, null, null],
            ['exchange', 'USD', 10.5, 0, 10.5, null, null],
          ],
        },
        { path: 'auth/r/positions', response: [] },
      ],
      prices: { BTC: '50000' },
    })
    expect(assets.find(({ symbol }) => symbol === 'BTC')).toMatchObject({
      walletType: 'spot',
      size: '0.12345678',
      availableBalance: '0.1',
    })
    expect(assets.find(({ symbol }) => symbol === 'USD')).toMatchObject({ size: '10.5' })
  })
})
