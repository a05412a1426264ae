import { z } from 'zod'
import { inside, isZero, maybeText, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { coinexFlows } from './flows'
import { coinexLeverage } from './leverage'
import { limits } from './limits'
import { coinexSubAccounts } from './sub-accounts'
import {
  Coins,
  Credit,
  coinRows,
  Futures,
  futuresRows,
  Liquidity,
  liquidityRows,
  Margin,
  Marks,
  marginRows,
  Positions,
} from './wallets'

/** https://docs.coinex.com/api/v2/error and …/faq; limits are those of an account, the one by address is hardly ever met. */
const ERRORS: ErrorRules = {
  '4001': { code: 'exchange_maintenance' },
  '4005': {
    code: 'exchange_credentials',
    field: 'apiKey',
    words: 'CoinEx does not know this access ID: it ended, or it is new and known only ten minutes after it was made.',
  },
  '4006': { code: 'exchange_credentials', field: 'apiSecret' },
  '4007': { code: 'exchange_ip' },
  '4008': { code: 'exchange_credentials', field: 'apiSecret' },
  '4010': { code: 'exchange_clock' },
  '4011': { code: 'exchange_permission' },
  '4017': { code: 'exchange_clock' },
  '4123': { code: 'exchange_rate_limit', scope: 'account' },
  '4213': { code: 'exchange_rate_limit', scope: 'account' },
  '4512': { code: 'exchange_permission' },
}

const ROWS = 100

async function futures(api: AccountApi) {
  if (!api.wants('perp', 'coinm', 'future')) return null
  const [coins, positions] = await Promise.all([
    api.ask('perp', 'v2PrivateGetAssetsFuturesBalance', {}, Futures),
    api.pages(
      'perp',
      { market_type: 'FUTURES', limit: ROWS, page: 1 },
      {
        read: (params) => api.ask('perp', 'v2PrivateGetFuturesPendingPosition', params, Positions),
        rows: ({ data }: z.output<typeof Positions>) => data,
        id: ({ position_id }) => position_id,
        next: ({ pagination }, { page, ...params }) => (pagination.has_next ? { ...params, page: Number(page) + 1 } : null),
      },
    ),
  ])
  if (coins === null && positions === null) return null
  // Of no position the mark price is told.
  const marks = positions?.length ? await api.tell('mark prices', 'v2PublicGetFuturesTicker', {}, Marks) : null
  return futuresRows(coins, positions, marks, api)
}

/** Coins borrowed on credit stand among all others, and only what they are worth is told. */
async function credit(api: AccountApi): Promise<void> {
  const told = await api.tell('credit', 'v2PrivateGetAssetsCreditInfo', {}, Credit)
  if (told === null || isZero(told.repaid)) return
  api.doubts.push(
    `CoinEx tells ${told.repaid} to be repaid of a credit account, and in which money is not documented: it is not taken off.`,
  )
}

async function read(api: AccountApi): Promise<Reading> {
  const [spot, margined, isolated, lent, liquidity] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'v2PrivateGetAssetsSpotBalance', {}, Coins) : null,
    futures(api),
    api.wants('isolated_margin', 'margin') ? api.ask('isolated_margin', 'v2PrivateGetAssetsMarginBalance', {}, Margin) : null,
    api.wants('earn') ? api.ask('earn', 'v2PrivateGetAssetsFinancialBalance', {}, Coins) : null,
    api.wants('amm', 'earn') ? api.ask('amm', 'v2PrivateGetAssetsAmmLiquidity', {}, Liquidity) : null,
    credit(api),
  ])
  return {
    holdings: [
      ...(spot ? coinRows('spot', spot, api) : []),
      ...(margined?.holdings ?? []),
      ...(isolated ? marginRows(isolated, api) : []),
      ...(lent ? coinRows('earn', lent, api) : []),
      ...(liquidity ? liquidityRows(liquidity, api) : []),
    ],
    wallets: [
      ...(spot ? [wallet('spot')] : []),
      ...(margined ? [wallet('perp')] : []),
      ...(isolated ? [wallet('isolated_margin')] : []),
      ...(lent ? [wallet('earn')] : []),
      ...(liquidity ? [wallet('amm')] : []),
    ],
    positionMode: margined?.mode ?? null,
  }
}

const Info = inside('data', z.object({ user_id: text }))
const Sub = inside('data', z.object({ sub_user_name: maybeText }))

/** CoinEx tells nothing of a key but whose it is. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const { user_id } = await api.call('v2PrivateGetAccountInfo', {}, Info)
  const sub = await api.tell('sub-account', 'v2PrivateGetAccountSubsInfo', {}, Sub)
  return {
    permissions: null,
    positionMode: null,
    ipList: null,
    expiresAt: null,
    label: sub?.sub_user_name || null,
    uid: user_id,
  }
}

export const coinex: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: coinexSubAccounts,
  leverage: coinexLeverage,
  flows: coinexFlows,
}
