import type { Ledger } from '@/simulator/ledger'
import type { Connection, Credentials } from '../port'

/** Exchanges of the simulator whose accounts are read from their ledgers, whole and back. */
export const SIMULATED = [
  'binance',
  'bybit',
  'okx',
  'hyperliquid',
  'lighter',
  'bitget',
  'gate',
  'bitfinex',
  'phemex',
  'aster',
  'paradex',
  'extended',
  'dydx',
  'backpack',
] as const

/** What a ledger's key is called by the exchange's form. */
const CREDENTIALS: Record<string, (key: Ledger['key']) => Credentials> = {
  hyperliquid: ({ apiKey }) => ({ walletAddress: apiKey }),
  lighter: ({ apiKey }) => ({ walletAddress: apiKey }),
  dydx: ({ apiKey }) => ({ walletAddress: apiKey }),
  aster: ({ apiKey, apiSecret }) => ({ walletAddress: apiKey, privateKey: apiSecret }),
  paradex: ({ apiSecret }) => ({ apiSecret }),
  extended: ({ apiKey }) => ({ apiKey }),
}

/** An account of the simulator as a person would have added it. */
export function connectionOf({ venue, key }: Ledger): Connection {
  const { apiKey, apiSecret, passphrase } = key
  return {
    exchange: venue,
    credentials: CREDENTIALS[venue]?.(key) ?? { apiKey, apiSecret, password: passphrase },
    sandbox: false,
    options: { default: true },
  }
}
