import { z } from 'zod'
import { inside, text } from '../../ccxt/amounts'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { poloniexFlows } from './flows'
import { Balance, futuresRows, Positions } from './futures'
import { poloniexLeverage } from './leverage'
import { limits } from './limits'
import { poloniexSubAccounts } from './sub-accounts'
import { Borrowed, Spot, spotRows } from './wallets'

const frozen = {
  code: 'exchange_permission',
  words: 'Poloniex says that this account is frozen or locked. Look at it there.',
} as const

/** https://api-docs.poloniex.com/v3/futures/error, and …/v3/futures/api for the clock, which shares its number with other faults. */
const ERRORS: ErrorRules = {
  '…signTimestamp': { code: 'exchange_clock' },
  '401': { code: 'exchange_credentials' },
  '403': { code: 'exchange_permission' },
  '408': { code: 'exchange_clock' },
  '429': { code: 'exchange_rate_limit' },
  '500': { code: 'exchange_network' },
  '503': { code: 'exchange_network' },
  '603': { code: 'exchange_network' },
  '1000': { code: 'exchange_credentials' },
  '1001': { code: 'exchange_network' },
  '1002': { code: 'exchange_maintenance' },
  '1003': frozen,
  '21601': frozen,
  '12004': { code: 'exchange_permission', words: 'Poloniex wants this account to be verified (KYC) first.' },
  '24201': { code: 'exchange_network' },
  '250012': { code: 'exchange_refused', unopened: true },
}

async function spot(api: AccountApi) {
  if (!api.wants('spot')) return null
  const [accounts, borrowed] = await Promise.all([
    api.ask('spot', 'privateGetAccountsBalances', { accountType: 'SPOT' }, Spot),
    // Without it the rest is at most what is there.
    api.ask('debts', 'privateGetMarginBorrowStatus', {}, Borrowed),
  ])
  return accounts && spotRows(accounts, borrowed, api)
}

async function futures(api: AccountApi) {
  // The sandbox has spot alone.
  if (api.sandbox || !api.wants('perp', 'future')) return null
  const [balance, positions] = await Promise.all([
    api.ask('perp', 'swapPrivateGetV3AccountBalance', {}, Balance),
    api.ask('perp', 'swapPrivateGetV3TradePositionOpens', {}, Positions),
  ])
  return balance === null && positions === null ? null : futuresRows(balance, positions, api)
}

async function read(api: AccountApi): Promise<Reading> {
  const [coins, margined] = await Promise.all([spot(api), futures(api)])
  if (api.wants('earn')) api.leaveOut('earn', 'Poloniex tells by no call what is saved or staked there.')
  return {
    holdings: [...(coins ?? []), ...(margined?.tokens ?? []), ...(margined?.positions ?? [])],
    wallets: [...(coins ? [wallet('spot')] : []), ...(margined ? [wallet('perp')] : [])],
    positionMode: margined?.mode ?? null,
  }
}

const Accounts = z.array(z.object({ accountId: text, accountType: z.string(), accountState: z.string() })).min(1)
const Mode = inside('data', z.object({ posMode: z.enum(['HEDGE', 'ONE_WAY']) }))

/** Poloniex tells nothing of a key but whose it is. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  const [accounts, mode] = await Promise.all([
    api.call('privateGetAccounts', {}, Accounts),
    api.sandbox ? null : api.tell('position mode', 'swapPrivateGetV3PositionMode', {}, Mode),
  ])
  return {
    permissions: null,
    positionMode: mode === null ? null : mode.posMode === 'HEDGE' ? 'hedge' : 'one_way',
    ipList: null,
    expiresAt: null,
    label: null,
    uid: accounts[0]?.accountId ?? null,
  }
}

export const poloniex: Venue = {
  about,
  errors: ERRORS,
  limits,
  read,
  verify,
  subAccounts: poloniexSubAccounts,
  leverage: poloniexLeverage,
  flows: poloniexFlows,
}
