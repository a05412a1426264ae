import type { LimitOf } from '../../budget/rules'

/**
 * Weight of an address in a minute; no header tells of it.
 * https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/rate-limits-and-user-limits
 */
export const limits: readonly LimitOf[] = [
  {
    name: 'weight',
    scope: 'address',
    limit: 1_200,
    perMs: 60_000,
    costs: {
      'POST /exchange action.type=updateLeverage': 1,
      'POST /info type=allMids': 2,
      // 20, and one more for each 60 candles.
      'POST /info type=candleSnapshot': 22,
      'POST /info type=clearinghouseState': 2,
      'POST /info type=spotClearinghouseState': 2,
      'POST /info type=userRole': 60,
    },
    otherwise: 20,
    aReading: 104,
  },
]
