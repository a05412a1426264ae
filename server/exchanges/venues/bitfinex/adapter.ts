import { z } from 'zod'
import type { PositionHolding } from '../../../domain/types'
import { text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { sayUntold } from '../../reading/profit'
import { type Reading, wallet } from '../../reading/reading'
import { held } from '../../reading/rows'
import type { Venue } from '../venue'
import { about } from './about'
import { bitfinexFlows } from './flows'
import { limits } from './limits'
import { holding, Positions, tokens, Wallets } from './wallets'

/**
 * https://docs.bitfinex.com/docs/abbreviations-glossary#errorinfo-codes; one code stands for several refusals of a key, which the
 * words tell apart. Limits are the address's (…/requirements-and-limitations): a minute's pause.
 */
const ERRORS: ErrorRules = {
  '10001': { code: 'exchange_permission' },
  '10020': { code: 'exchange_refused' },
  '10100': { code: 'exchange_credentials' },
  '…apikey: digest invalid': { code: 'exchange_credentials', field: 'apiSecret' },
  '…apikey: invalid': { code: 'exchange_credentials', field: 'apiKey' },
  '…api_key: permission': { code: 'exchange_permission' },
  '10114': {
    code: 'exchange_clock',
    words:
      'Bitfinex refuses the order of requests (nonce): another program uses the same key, or the clock was set back. Give Ballast a key of its own.',
  },
  '11000': { code: 'exchange_network' },
  '11010': { code: 'exchange_rate_limit', waitSeconds: 60 },
  ERR_RATE_LIMIT: { code: 'exchange_rate_limit', waitSeconds: 60 },
  '20060': { code: 'exchange_maintenance' },
}

/** Scope, may read, may write. https://docs.bitfinex.com/reference/key-permissions */
const Scopes = z.array(z.tuple([z.string(), text, text]).rest(z.unknown()))

async function positions(api: AccountApi): Promise<PositionHolding[] | null> {
  if (!api.wants('perp', 'future') && !api.wants('margin')) return null
  const found = await api.ask('perp', 'privatePostAuthRPositions', {}, Positions)
  return found && held(await Promise.all(found.map((row) => holding(row, api))))
}

async function read(api: AccountApi): Promise<Reading> {
  const wanted: Record<string, boolean> = {
    spot: api.wants('spot'),
    margin: api.wants('margin'),
    perp: api.wants('perp', 'future'),
    funding: api.wants('funding'),
  }
  const [rows, told] = await Promise.all([api.ask('spot', 'privatePostAuthRWallets', {}, Wallets), positions(api)])
  const open = told ?? []
  const coins = tokens(rows ?? [], open, api)
  // Profit in a coin that its wallet does not name belongs to the position alone.
  const named = new Set(coins.map((row) => `${row.wallet} ${row.symbol}`))
  const counted = open.map((row) =>
    named.has(`${row.wallet} ${row.settle}`) ? row : { ...row, equityOutsideTokens: row.unrealizedProfit },
  )
  sayUntold('Bitfinex', open, api)
  const holdings = [...coins, ...counted].filter((row) => wanted[row.wallet] ?? true)
  const names = new Set([
    ...(rows ? Object.keys(wanted).filter((name) => wanted[name]) : []),
    ...holdings.map((row) => row.wallet),
  ])
  return { holdings, wallets: [...names].map((name) => wallet(name)), positionMode: told ? 'one_way' : null }
}

/** A key that may write orders trades; what may write withdrawals withdraws, and what may write wallets moves coins between them. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const scopes = await api.call('privatePostAuthRPermissions', {}, Scopes)
  const may = (name: string, place: 1 | 2) => scopes.some((scope) => scope[0] === name && scope[place] === '1')
  const permissions: Permission[] = [
    ...(['account', 'wallets', 'positions', 'history'].some((name) => may(name, 1)) ? (['read'] as const) : []),
    ...(['orders', 'positions', 'funding'].some((name) => may(name, 2)) ? (['trade'] as const) : []),
    ...(may('withdraw', 2) ? (['withdraw'] as const) : []),
    ...(may('wallets', 2) ? (['transfer'] as const) : []),
  ]
  return {
    permissions: scopes.length > 0 ? permissions : null,
    positionMode: 'one_way',
    ipList: null,
    expiresAt: null,
    label: null,
  }
}

export const bitfinex: Venue = {
  about,
  errors: ERRORS,
  limits,
  // "must be strictly increasing": https://docs.bitfinex.com/docs/rest-auth
  growingNonces: true,
  // Sizes are in coins, whatever the market.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  verify,
  flows: bitfinexFlows,
}
