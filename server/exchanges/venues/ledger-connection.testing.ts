import type { Ledger } from '@/simulator/ledger'
import type { Connection, Credentials } from '../port'

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
