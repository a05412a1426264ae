import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { SubAccount } from '../../reading/sub-accounts'
import type { Venue } from '../venue'
import { about } from './about'
import { toobitLeverage } from './leverage'
import { limits } from './limits'
import { CATEGORIES, type Category, Coins, futuresRows, Positions, Spot, spotRows } from './wallets'

/** https://api-docs.toobit.com, Error Codes. */
const ERRORS: ErrorRules = {
  '-1000': { code: 'exchange_network' },
  '-1001': { code: 'exchange_network' },
  '-1002': { code: 'exchange_permission' },
  '-1003': { code: 'exchange_rate_limit' },
  '-1005': { code: 'exchange_permission' },
  '-1006': { code: 'exchange_network' },
  '-1007': { code: 'exchange_network' },
  '-1015': { code: 'exchange_rate_limit' },
  '-1021': { code: 'exchange_clock' },
  '-1022': { code: 'exchange_credentials', field: 'apiSecret' },
  '-1023': { code: 'exchange_ip' },
  '-1107': { code: 'exchange_credentials', field: 'apiKey' },
  '-1153': { code: 'exchange_credentials' },
  // An account in a currency in which nothing was ever traded.
  '-1171': { code: 'exchange_refused', unopened: true },
  '-2014': { code: 'exchange_credentials', field: 'apiKey' },
  '-2015': { code: 'exchange_credentials' },
}

async function futures(category: Category, api: AccountApi) {
  const asked = category === 'USDT' ? {} : { category }
  const [coins, positions] = await Promise.all([
    api.ask('perp', 'privateGetApiV1FuturesBalance', asked, Coins),
    api.ask('perp', 'privateGetApiV1FuturesPositions', asked, Positions),
  ])
  return coins === null && positions === null ? null : futuresRows(category, coins, positions, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const wanted = api.wants('perp', 'future')
  const [coins, ...found] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privateGetApiV1Account', {}, Spot) : null,
    ...(wanted ? CATEGORIES.map((category) => futures(category, api)) : []),
  ])
  const accounts = found.filter((one) => one !== null)
  api.leaveOut('copy trading', 'Toobit tells by no call what a copy trading account holds.')
  const positions = accounts.flatMap((one) => one.positions)
  return {
    holdings: [...(coins ? spotRows(coins, api) : []), ...accounts.flatMap(({ tokens }) => tokens), ...positions],
    wallets: [...(coins ? [wallet('spot')] : []), ...(accounts.length > 0 ? [wallet('perp')] : [])],
    // Long and short of one contract stand beside each other.
    positionMode: positions.length > 0 ? 'hedge' : null,
  }
}

async function verify(api: AccountApi): Promise<KeyInfo> {
  const { userId } = await api.call('privateGetApiV1Account', {}, Spot)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null, uid: userId ?? null }
}

const Subs = z.array(z.object({ userId: text, email: maybeText, remark: maybeText }))

/** What they hold is told to no main account. */
async function subAccounts(api: AccountApi): Promise<SubAccount[]> {
  const found = await api.call('privateGetApiV1SubAccountList', {}, Subs)
  return found.map(({ userId, email, remark }) => ({
    id: userId,
    uid: userId,
    name: remark || email || userId,
    frozen: false,
    reads: 'own key',
  }))
}

export const toobit: Venue = { about, errors: ERRORS, limits, read, verify, subAccounts, leverage: toobitLeverage }
