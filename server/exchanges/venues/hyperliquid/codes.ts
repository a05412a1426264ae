import { z } from 'zod'
import type { AccountApi } from '../../reading/api'

/** All questions are `POST /info` with a `type`. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint */
export const ASK = 'publicPostInfo'

const Mapping = z.record(z.string(), z.string())

/** Coins bridged by Unit have names of their own (`UBTC`); ccxt gives them the coin's code. */
export function spotCode(coin: string, api: AccountApi): string {
  const code = api.code(coin)
  const mapping = Mapping.safeParse(api.option('spotCurrencyMapping'))
  return (mapping.success ? mapping.data[code] : undefined) ?? code
}
