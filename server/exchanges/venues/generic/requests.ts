import type { CatalogueEntry } from '../../catalogue'
import type { Requests } from '../../ccxt/requests'
import { genericFlowRequests } from './flows'

/**
 * Exchanges that are asked for their account by POST, and how: what ccxt's `fetchBalance` and `fetchPositions` send.
 */
const READ_BY_POST: Readonly<Record<string, readonly string[]>> = {
  bitbns: ['POST /api/trade/v1/currentCoinBalance/EVERYTHING'],
  btcbox: ['POST /api/v1/balance'],
  cex: ['POST /api/spot/rest/get_my_account_status_v3', 'POST /api/spot/rest/get_my_wallet_balance'],
  coinmate: ['POST /api/balances'],
  coinone: ['POST /v2/account/balance'],
  coinspot: ['POST /api/my/balances', 'POST /api/ro/my/balances'],
  independentreserve: ['POST /Private/GetAccounts'],
  indodax: ['POST /tapi method=getInfo'],
  mercado: ['POST /tapi/v3/ tapi_method=get_account_info'],
  p2b: ['POST /api/v2/account/balances'],
  zaif: ['POST /tapi method=get_info'],
}

/** Those whose markets and prices are asked for by POST, or at a path of another form. */
const MARKET: Readonly<Record<string, readonly string[]>> = {
  btcbox: ['GET //ajax/coin/coinInfo'],
  cex: ['POST /api/spot/rest-public/get_pairs_info', 'POST /api/spot/rest-public/get_ticker'],
}

/** Anything by GET on the exchange's own hosts, and by POST what is named above; of ledgers what each of them names, and no more. */
export function genericRequests({ id, hosts }: CatalogueEntry): Requests[] {
  const read = READ_BY_POST[id]
  const flows = genericFlowRequests(id)
  return [
    { hosts, market: ['GET /**', ...(MARKET[id] ?? [])], ...(read ? { read } : {}), ...(flows.length > 0 ? { flows } : {}) },
  ]
}
