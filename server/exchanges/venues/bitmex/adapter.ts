import { z } from 'zod'
import { maybeText, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { bitmexFlows } from './flows'
import { limits } from './limits'
import { bitmexAnchors, bitmexTickers } from './prices'
import { bitmexSubAccounts } from './sub-accounts'
import { Margin, NAME, Positions, rowsOf, Staked } from './wallets'

/** Told by words: https://www.bitmex.com/app/restAPI#Limits, …/apiKeysUsage (2026-11), and the list that ccxt had until 4.5.40. */
const ERRORS: ErrorRules = {
  'Invalid API Key.': { code: 'exchange_credentials', field: 'apiKey' },
  'This key is disabled.': {
    code: 'exchange_credentials',
    field: 'apiKey',
    words: 'BitMEX says that this key is disabled. Enable it there, or make another.',
  },
  '…Signature not valid': { code: 'exchange_credentials', field: 'apiSecret' },
  '…IP address': { code: 'exchange_ip' },
  '…has expired': { code: 'exchange_clock' },
  'Access Denied': { code: 'exchange_permission' },
  'Account is restricted': { code: 'exchange_permission' },
  '…overloaded': { code: 'exchange_network' },
  // Of a user where a key was sent, else of the address.
  '…Rate limit exceeded': {
    code: 'exchange_rate_limit',
    scope: 'account',
    resets: { header: 'x-ratelimit-reset', as: 'unix seconds' },
  },
}

async function read(api: AccountApi): Promise<Reading> {
  // One wallet for all: its coins margin contracts and trade on spot markets.
  if (!api.wants(NAME, 'spot', 'perp', 'coinm', 'future')) return { holdings: [], wallets: [], positionMode: null }
  const [margin, positions, staked] = await Promise.all([
    api.ask(NAME, 'privateGetUserMargin', { currency: 'all' }, Margin),
    api.ask(NAME, 'privateGetPosition', {}, Positions),
    api.ask('staking', 'privateGetUserStaking', {}, Staked),
  ])
  const { holdings, mode } = await rowsOf(margin, positions, staked, api)
  return { holdings, wallets: margin || positions ? [wallet(NAME)] : [], positionMode: mode }
}

const Keys = z.array(
  z.object({
    id: text,
    name: maybeText,
    permissions: z.array(z.unknown()).nullish(),
    cidr: maybeText,
    cidrs: z.array(z.unknown()).nullish(),
  }),
)
const MAY: Readonly<Record<string, readonly Permission[]>> = {
  order: ['trade'],
  orderCancel: ['trade'],
  withdraw: ['withdraw', 'transfer'],
}
const ANYWHERE = new Set(['', '0.0.0.0', '0.0.0.0/0'])

/** https://support.bitmex.com/hc/en-gb/articles/6205606449309--apiKey-field-definitions: all of a user's keys, each of which may read. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const margin = await api.call('privateGetUserMargin', { currency: 'all' }, Margin)
  const keys = await api.tell('keys', 'privateGetApiKey', {}, Keys)
  const mine = keys?.find(({ id }) => id === api.apiKey)
  const permissions = mine?.permissions?.flatMap((word) => MAY[String(word)] ?? [])
  const addresses = [...(mine?.cidrs ?? []), mine?.cidr ?? ''].map(String).filter((one) => !ANYWHERE.has(one))
  return {
    permissions: permissions ? [...new Set<Permission>(['read', ...permissions])] : null,
    positionMode: null,
    ipList: addresses.length > 0 ? [...new Set(addresses)] : null,
    expiresAt: null,
    label: mine?.name || null,
    uid: margin[0]?.account ?? null,
  }
}

/** By a class of our own, since ccxt has none any more: `server/exchanges/ccxt/own/bitmex.ts`. */
export const bitmex: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: bitmexSubAccounts,
  prices: { tickers: bitmexTickers, anchors: bitmexAnchors },
  flows: bitmexFlows,
}
