import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { digifinexLeverage } from './leverage'
import { limits } from './limits'
import { MarginPositions, marginRows } from './margin'
import { Balances, Coins, Marks, openOf, Positions, type Swaps, spotRows, swapRows } from './wallets'

/** https://docs.digifinex.com/en-ww/spot/v3/rest.html#error-codes and …/swap/v2/rest.html#errorcode. */
const ERRORS: ErrorRules = {
  '10002': { code: 'exchange_credentials', field: 'apiKey' },
  '10003': { code: 'exchange_credentials', field: 'apiSecret' },
  '10005': { code: 'exchange_rate_limit', waitSeconds: 120 },
  '10006': { code: 'exchange_permission' },
  '10007': { code: 'exchange_ip' },
  '10008': { code: 'exchange_clock' },
  '10011': { code: 'exchange_credentials', field: 'apiKey', words: 'DigiFinex says that this key ended. Make a new one.' },
  '20018': { code: 'exchange_permission' },
  '20027': { code: 'exchange_refused', words: 'DigiFinex says that this account is in no normal state. Look at it there.' },
  '50000': { code: 'exchange_network' },
  '400003': { code: 'exchange_ip' },
  '400004': { code: 'exchange_credentials', field: 'apiSecret' },
  '400005': { code: 'exchange_permission' },
  '400006': { code: 'exchange_credentials', field: 'apiKey' },
  '401005': { code: 'exchange_maintenance' },
  '403001': { code: 'exchange_rate_limit' },
  '403002': { code: 'exchange_rate_limit', waitSeconds: 120 },
  '403003': { code: 'exchange_permission' },
  '500001': { code: 'exchange_network' },
  '500002': { code: 'exchange_network' },
}

async function swaps(api: AccountApi): Promise<Swaps | null> {
  if (!api.wants('perp', 'coinm', 'future')) return null
  const [coins, positions] = await Promise.all([
    api.ask('perp', 'privateSwapGetAccountBalance', {}, Balances),
    api.ask('perp', 'privateSwapGetAccountPositions', {}, Positions),
  ])
  if (coins === null && positions === null) return null
  const open = openOf(positions ?? []).length > 0
  const marks = open ? await api.tell('mark prices', 'publicSwapGetPublicTickers', {}, Marks) : null
  return swapRows(coins, positions, marks, api)
}

async function margin(api: AccountApi) {
  if (!api.wants('margin')) return null
  const [coins, positions] = await Promise.all([
    api.ask('margin', 'privateSpotGetMarginAssets', {}, Coins),
    api.ask('margin', 'privateSpotGetMarginPositions', {}, MarginPositions),
  ])
  return coins === null && positions === null ? null : marginRows(coins, positions, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, margined, contracts] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'privateSpotGetSpotAssets', {}, Coins) : null,
    margin(api),
    swaps(api),
  ])
  if (api.wants('funding')) api.leaveOut('funding', 'DigiFinex tells by no call what the OTC account holds.')
  if (api.wants('earn')) api.leaveOut('earn', 'DigiFinex tells by no call what is saved and staked.')
  api.leaveOut('copy trading', 'DigiFinex tells of copy trading only what is free in it.')
  return {
    holdings: [...(coins ? spotRows(coins, api) : []), ...(margined ?? []), ...(contracts?.holdings ?? [])],
    wallets: [
      ...(coins ? [wallet('spot')] : []),
      ...(margined ? [wallet('margin')] : []),
      ...(contracts ? [wallet('perp')] : []),
    ],
    positionMode: contracts?.hedged ? 'hedge' : null,
  }
}

/** DigiFinex tells nothing of a key. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('privateSpotGetSpotAssets', {}, Coins)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null, uid: null }
}

export const digifinex: Venue = { about, errors: ERRORS, limits, read, verify, leverage: digifinexLeverage }
