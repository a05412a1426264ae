import type { MarketBook } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'

/**
 * `LDBTC` in spot is the receipt of BTC in flexible savings. Lido's own LDO and any other coin that trades under a name
 * with LD in front is itself.
 */
export function receiptOf(asset: string, book: MarketBook): string | null {
  if (!/^LD.+/.test(asset) || book.hasCoin(asset)) return null
  const coin = asset.slice(2)
  if (book.hasCoin(coin)) return coin
  // A recording has few markets; what they do not tell, the name must. Coins of one letter are left to themselves: LDO.
  return book.all.length < WHOLE_LIST && coin.length > 1 ? coin : null
}

/** Fewer markets than this are no exchange's whole list. */
const WHOLE_LIST = 200

/** ccxt's code of an asset, of a receipt that of the coin that it pays out: where receipts are margin, they count as that coin. */
export function coinOf(asset: string, book: MarketBook, api: AccountApi): string {
  return api.code(receiptOf(asset, book) ?? asset)
}
