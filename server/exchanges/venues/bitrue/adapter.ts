import { z } from 'zod'
import { maybeText } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { Refine } from '../../ccxt/markets'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { bitrueLeverage } from './leverage'
import { limits } from './limits'
import { Accounts, type Futures, futuresRows, type Kind, Spot, spotRows } from './wallets'

/**
 * https://github.com/Bitrue-exchange/USDT-M-Future-open-api-docs, v2/ErrorCodeList.md; …/Spot-official-api-docs, Error Codes and Withdraw
 * commit. -1022 is one of three faults on spot: signature, clock, permission.
 */
const ERRORS: ErrorRules = {
  '-1001': { code: 'exchange_network' },
  '-1002': { code: 'exchange_credentials', field: 'apiKey' },
  '-1003': { code: 'exchange_rate_limit' },
  '-1004': { code: 'exchange_credentials', field: 'apiKey' },
  '-1007': { code: 'exchange_network' },
  '-1015': { code: 'exchange_rate_limit' },
  '-1016': { code: 'exchange_maintenance' },
  '-1021': { code: 'exchange_clock' },
  '-1022': {
    code: 'exchange_credentials',
    words: 'Bitrue refuses what was signed: the secret is wrong, the clock of this machine is off, or the key may not read.',
  },
  '-1025': { code: 'exchange_refused', unopened: true },
  '-2008': { code: 'exchange_credentials', field: 'apiKey' },
  '-2014': { code: 'exchange_credentials', field: 'apiKey' },
  '-2015': {
    code: 'exchange_credentials',
    words: 'Bitrue does not take this key: it is not known, may not be used from this address, or may not read this.',
  },
  '-2101': { code: 'exchange_location' },
  '-2102': { code: 'exchange_location' },
  '503': { code: 'exchange_maintenance' },
  '966000': { code: 'exchange_ip' },
  '966001': { code: 'exchange_permission' },
}

const METHODS: Readonly<Record<Kind, string>> = { perp: 'fapiV2PrivateGetAccount', coinm: 'dapiV2PrivateGetAccount' }

async function futures(kind: Kind, api: AccountApi): Promise<Futures | null> {
  if (!api.wants(kind, ...(kind === 'perp' ? ['future'] : []))) return null
  const accounts = await api.ask(kind, METHODS[kind], {}, Accounts)
  return accounts && futuresRows(kind, accounts, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, ...found] = await Promise.all([
    api.wants('spot') ? api.ask('spot', 'spotV1PrivateGetAccount', {}, Spot) : null,
    futures('perp', api),
    futures('coinm', api),
  ])
  const accounts = found.filter((one) => one !== null)
  if (api.wants('earn')) api.leaveOut('earn', 'Bitrue tells by no call what Power Piggy, staking and its other savings hold.')
  return {
    holdings: [...(coins ? spotRows(coins, api) : []), ...accounts.flatMap(({ holdings }) => holdings)],
    wallets: [...(coins ? [wallet('spot')] : []), ...accounts.map(({ kind }) => wallet(kind))],
    positionMode: accounts.some(({ hedged }) => hedged) ? 'hedge' : null,
  }
}

/** `canTrade` and the like stand in the answer; whether they are the key's or the account's is not documented. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call('spotV1PrivateGetAccount', {}, Spot)
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null, uid: null }
}

const Status = z.object({ info: z.object({ status: maybeText }) })

/** ccxt 4.5.84 takes every contract for closed: their status is a number, 1 where it may be traded. */
const refine: Refine = (market, structure) => {
  const told = market.contract ? Status.safeParse(structure).data?.info.status : null
  return told == null ? market : { ...market, active: told === '1' }
}

export const bitrue: Venue = {
  about,
  errors: ERRORS,
  limits,
  refine,
  read,
  verify,
  leverage: bitrueLeverage,
  // No beginning can be named.
  prices: { candles: { namesEnd: true } },
}
