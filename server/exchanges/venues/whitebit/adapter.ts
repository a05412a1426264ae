import type { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { limits } from './limits'
import { whitebitSubAccounts } from './sub-accounts'
import { Collateral, collateralRows, Flex, flexRows, Main, mainRows, Positions, Summary, Trade, tradeRows } from './wallets'

/** https://docs.whitebit.com/api-reference/rate-limits, “Authentication error reference”: told by words, the codes mean several things. */
const ERRORS: ErrorRules = {
  // No limit of calls: the word for a nonce that is not greater than the last.
  'Too many requests.': {
    code: 'exchange_clock',
    words:
      'WhiteBIT refuses the order of requests (nonce): another program uses the same key, or the clock was set back. Give Ballast a key of its own.',
  },
  'Unauthorized request.': { code: 'exchange_credentials' },
  '…Enable your key in API settings': {
    code: 'exchange_credentials',
    words:
      'WhiteBIT says that this key is switched off, or that this server’s address is not on its list. Look at the key there.',
  },
  "You don't have permission to use this endpoint.": { code: 'exchange_permission' },
  'This API Key is not authorized to perform this action.': { code: 'exchange_permission' },
}

async function collateral(api: AccountApi) {
  if (!api.wants('perp', 'margin', 'future')) return null
  const [coins, positions] = await Promise.all([
    api.ask('perp', 'v4PrivatePostCollateralAccountBalanceSummary', {}, Collateral),
    api.ask('perp', 'v4PrivatePostCollateralAccountPositionsOpen', {}, Positions),
  ])
  if (coins === null && positions === null) return null
  // One leverage for the whole account: told only where it says anything.
  const summary = positions?.length ? await api.tell('leverage', 'v4PrivatePostCollateralAccountSummary', {}, Summary) : null
  return collateralRows(coins, positions, summary?.leverage ?? null, api)
}

const ROWS = 100

async function earn(api: AccountApi) {
  if (!api.wants('earn')) return null
  const found = await api.pages(
    'earn',
    { limit: ROWS, offset: 0, investmentStatus: 1 },
    {
      read: (params) => api.ask('earn', 'v4PrivatePostMainAccountSmartFlexInvestments', params, Flex),
      rows: ({ data }: z.output<typeof Flex>) => data,
      id: ({ id }) => id,
      next: ({ data }, { offset }) =>
        data.length === ROWS ? { limit: ROWS, offset: Number(offset) + ROWS, investmentStatus: 1 } : null,
    },
  )
  return found && flexRows(found, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [trade, main, margined, lent] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'v4PrivatePostTradeAccountBalance', {}, Trade) : null,
    api.wants('funding') ? api.ask('funding', 'v4PrivatePostMainAccountBalance', {}, Main) : null,
    collateral(api),
    earn(api),
  ])
  return {
    holdings: [
      ...(trade ? tradeRows(trade, api) : []),
      ...(main ? mainRows(main, api) : []),
      ...(margined?.holdings ?? []),
      ...(lent ?? []),
    ],
    wallets: [
      ...(trade ? [wallet('spot')] : []),
      ...(main ? [wallet('funding')] : []),
      ...(margined ? [wallet('perp')] : []),
      ...(lent ? [wallet('earn')] : []),
    ],
    positionMode: margined?.mode ?? null,
  }
}

/** WhiteBIT tells nothing of a key. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('v4PrivatePostTradeAccountBalance', {}, Trade)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
}

export const whitebit: Venue = {
  about,
  errors: ERRORS,
  limits,
  growingNonces: true,
  read,
  verify,
  subAccounts: whitebitSubAccounts,
}
