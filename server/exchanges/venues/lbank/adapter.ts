import { z } from 'zod'
import { flag, inside } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo, Permission } from '../../port'
import type { AccountApi } from '../../reading/api'
import { DAY_MS, maybeMs } from '../../reading/flow-rows'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { lbankFlows } from './flows'
import { limits } from './limits'
import { spot } from './wallets'

/** https://www.lbank.com/en-US/docs/index.html, REST API code. The interface of contracts has the same numbers for other things. */
const ERRORS: ErrorRules = {
  '10000': { code: 'exchange_network' },
  '10002': { code: 'exchange_credentials' },
  '10004': { code: 'exchange_rate_limit' },
  '10005': { code: 'exchange_credentials', field: 'apiKey' },
  '10006': { code: 'exchange_credentials', field: 'apiKey' },
  '10007': { code: 'exchange_credentials', field: 'apiSecret' },
  '10017': { code: 'exchange_network' },
  '10022': {
    code: 'exchange_permission',
    words:
      "LBank says that this key may not do this, or not from this server's address: it has one code for both. Look at the key's permissions and addresses there.",
  },
  '10116': { code: 'exchange_maintenance' },
  '10600': { code: 'exchange_clock' },
  '10601': { code: 'exchange_maintenance' },
}

async function read(api: AccountApi): Promise<Reading> {
  const coins = api.wants('spot') ? await spot(api) : null
  // https://www.lbank.com/docs/contract.html ends with its public calls; the private ones are for whoever LBank gives their pages.
  if (api.wants('perp', 'future'))
    api.leaveOut(
      'perp',
      'LBank documents no call that tells what a futures account holds: its money and positions are in no figure.',
    )
  if (api.wants('earn')) api.leaveOut('earn', 'LBank tells by no call what is saved or staked there.')
  return { holdings: coins ?? [], wallets: coins ? [wallet('spot')] : [], positionMode: null }
}

const Key = inside(
  'data',
  z.object({ enableReading: flag, enableSpotTrading: flag, enableWithdrawals: flag, ipRestrict: flag, createTime: maybeMs }),
)
/** Of a key that is bound to no address. */
const LIVES_MS = 30 * DAY_MS

async function verify(api: AccountApi): Promise<KeyInfo> {
  const key = await api.call('spotPrivatePostSupplementApiRestrictions', {}, Key)
  const permissions: Permission[] = [
    ...(key.enableReading ? (['read'] as const) : []),
    ...(key.enableSpotTrading ? (['trade'] as const) : []),
    ...(key.enableWithdrawals ? (['withdraw'] as const) : []),
  ]
  const ends = key.ipRestrict || key.createTime === null ? null : new Date(key.createTime.getTime() + LIVES_MS)
  return {
    permissions,
    positionMode: null,
    ipList: null,
    // One that lives on has another end than the documentation says.
    expiresAt: ends !== null && ends.getTime() > Date.now() ? ends : null,
    label: null,
  }
}

export const lbank: Venue = { about, errors: ERRORS, limits, read, verify, flows: lbankFlows }
