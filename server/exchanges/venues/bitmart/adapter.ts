import { z } from 'zod'
import { inside } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { bitmartFlows } from './flows'
import { limits } from './limits'
import { bitmartTickers } from './prices'
import { bitmartSubAccounts } from './sub-accounts'
import { Assets, futuresRows, Margin, marginRows, nameCopies, Positions, Spot, spotRows } from './wallets'

/** https://developer-pro.bitmart.com/en/spot/#error-code (2026-02) */
const ERRORS: ErrorRules = {
  '30002': { code: 'exchange_credentials', field: 'apiKey' },
  '30003': { code: 'exchange_permission', words: 'BitMart says that this account is frozen.' },
  '30004': { code: 'exchange_credentials', field: 'apiKey' },
  '30008': {
    code: 'exchange_credentials',
    field: 'apiKey',
    words: 'BitMart says that this key has expired. Make another there.',
  },
  '30010': { code: 'exchange_ip' },
  '30011': { code: 'exchange_permission' },
  '30013': { code: 'exchange_rate_limit', scope: 'account', waitSeconds: 2 },
  '30014': { code: 'exchange_network' },
  '30016': { code: 'exchange_maintenance' },
  '30019': { code: 'exchange_permission' },
  // During upgrades of the account of contracts.
  '25601': { code: 'exchange_maintenance' },
  '40020': { code: 'exchange_maintenance' },
}

async function futures(api: AccountApi) {
  if (!api.wants('perp', 'future')) return null
  const [assets, positions, copies] = await Promise.all([
    api.ask('perp', 'privateGetContractPrivateAssetsDetail', {}, Assets),
    api.ask('perp', 'privateGetContractPrivatePositionV2', {}, Positions),
    api.ask('copy trading', 'privateGetContractPrivatePositionV2', { account: 'copy_trading' }, Positions),
  ])
  nameCopies(copies, api)
  return assets === null && positions === null ? null : futuresRows(assets, positions, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, pairs, margined] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privateGetSpotV1Wallet', {}, Spot) : null,
    api.wants('isolated_margin', 'margin')
      ? api.ask('isolated_margin', 'privateGetSpotV1MarginIsolatedAccount', {}, Margin)
      : null,
    futures(api),
  ])
  return {
    holdings: [...(coins ? spotRows(coins, api) : []), ...(pairs ? marginRows(pairs, api) : []), ...(margined?.holdings ?? [])],
    wallets: [
      ...(coins ? [wallet('spot')] : []),
      ...(pairs ? [wallet('isolated_margin')] : []),
      ...(margined ? [wallet('perp')] : []),
    ],
    positionMode: margined?.mode ?? null,
  }
}

const Mode = inside('data', z.object({ position_mode: z.enum(['one_way_mode', 'hedge_mode']) }))

/** BitMart tells nothing of a key; without its secret it can do no more than read. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateGetSpotV1Wallet', {}, Spot)
  const mode = await api.tell('position mode', 'privateGetContractPrivateGetPositionMode', {}, Mode)
  return {
    permissions: ['read'],
    positionMode: mode === null ? null : mode.position_mode === 'hedge_mode' ? 'hedge' : 'one_way',
    ipList: null,
    expiresAt: null,
    label: null,
  }
}

/** By a class of our own, since ccxt has none any more: `server/exchanges/ccxt/own/bitmart.ts`. */
export const bitmart: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: bitmartSubAccounts,
  prices: { tickers: bitmartTickers },
  flows: bitmartFlows,
}
