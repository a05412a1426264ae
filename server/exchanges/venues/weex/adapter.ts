import { z } from 'zod'
import { flag } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { weexLeverage } from './leverage'
import { limits } from './limits'
import { Coins, futuresRows, Positions, Spot, spotRows } from './wallets'

/** https://www.weex.com/api-doc/spot/ErrorCodes/ExampleOfErrorCode and …/contract/…; whose requests a limit counts is not told with HTTP 429. */
const ERRORS: ErrorRules = {
  '-1041': { code: 'exchange_credentials', field: 'apiSecret' },
  '-1043': { code: 'exchange_clock' },
  '-1044': { code: 'exchange_credentials', field: 'apiKey' },
  '-1046': { code: 'exchange_clock' },
  '-1047': { code: 'exchange_credentials', field: 'apiSecret' },
  '-1049': { code: 'exchange_credentials', field: 'password' },
  '-1050': { code: 'exchange_refused' },
  '-1051': { code: 'exchange_permission' },
  '-1052': { code: 'exchange_permission' },
  '-1053': { code: 'exchange_permission' },
  '-1054': { code: 'exchange_network' },
  '-1055': {
    code: 'exchange_refused',
    words: 'WEEX wants a phone or an authenticator bound to the account before its API answers.',
  },
  '-1056': { code: 'exchange_ip' },
  '-1057': { code: 'exchange_refused', words: 'WEEX says that this account is locked. Look at it there.' },
  '-1190': { code: 'exchange_refused' },
  '-3236': { code: 'exchange_permission' },
}

const METHODS = {
  live: {
    coins: 'contractPrivateGetCapiV3AccountBalance',
    positions: 'contractPrivateGetCapiV3AccountPositionAllPosition',
  },
  demo: { coins: 'contractPrivateGetCapiV3SimBalance', positions: 'contractPrivateGetCapiV3SimPositionAllPosition' },
} as const

const Config = z.object({ dualSidePosition: flag })

async function futures(api: AccountApi) {
  if (!api.wants('perp', 'future')) return null
  const methods = METHODS[api.sandbox ? 'demo' : 'live']
  const [coins, positions, config] = await Promise.all([
    api.ask('perp', methods.coins, {}, Coins),
    api.ask('perp', methods.positions, {}, Positions),
    api.sandbox ? null : api.tell('position mode', 'contractPrivateGetCapiV3AccountAccountConfig', {}, Config),
  ])
  if (coins === null && positions === null) return null
  const oneWay = config?.dualSidePosition === false
  return { ...(await futuresRows(coins, positions, oneWay, api)), mode: config && (oneWay ? 'one_way' : 'hedge') } as const
}

/** The demo has futures alone. */
const spot = async (api: AccountApi) =>
  !api.sandbox && api.wants('spot') ? api.ask('spot', 'privateGetApiV3Account', {}, Spot) : null

async function read(api: AccountApi): Promise<Reading> {
  const [coins, margined] = await Promise.all([spot(api), futures(api)])
  if (!api.sandbox) {
    if (api.wants('funding')) api.leaveOut('funding', 'WEEX tells by no call what the funding account holds.')
    api.leaveOut('copy trading', 'WEEX tells by no call what follows traders.')
  }
  return {
    holdings: [...(coins ? spotRows(coins, api) : []), ...(margined?.tokens ?? []), ...(margined?.positions ?? [])],
    wallets: [...(coins ? [wallet('spot')] : []), ...(margined ? [wallet('perp')] : [])],
    positionMode: margined?.mode ?? null,
  }
}

/** `canTrade` and the like are of the account: of a key WEEX tells nothing. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const told = { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
  if (api.sandbox) {
    await api.call(METHODS.demo.coins, {}, Coins)
    return told
  }
  const { uid } = await api.call('privateGetApiV3Account', {}, Spot)
  return { ...told, uid: uid ?? null }
}

export const weex: Venue = { about, errors: ERRORS, limits, read, verify, leverage: weexLeverage }
