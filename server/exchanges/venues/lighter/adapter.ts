import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { type Account, accountsOf, accountsOrEach, isPool } from './accounts'
import { limits } from './limits'
import { poolRows } from './pools'
import { rowsOf } from './wallets'

const UNKNOWN = sentence`Lighter knows no account of this address.`

/** Codes: https://apidocs.lighter.xyz/docs/data-structures-constants-and-errors */
const ERRORS: ErrorRules = {
  '21100': { code: 'exchange_credentials', field: 'walletAddress', words: UNKNOWN },
  '23000': { code: 'exchange_rate_limit', waitSeconds: 60 },
}

function addressOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`Lighter needs a wallet address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}

/**
 * What an account holds and is not counted. Coins on their way out of staking come as an asset's number and an amount, of which no
 * source says whether it is in coins or in their smallest unit: until an answer with some was seen they are named, not guessed.
 * https://github.com/elliottech/lighter-python/blob/main/lighter/models/pending_unlock.py
 */
function nameRest({ index, pending_unlocks, bo_positions }: Account, api: AccountApi): void {
  if (pending_unlocks?.length) api.leaveOut('unstaking', `Coins of account ${index} that are on their way out of staking.`)
  if (bo_positions?.length) api.leaveOut('binary options', `Positions of account ${index} in binary options.`)
}

/** The address's main account, whatever the order of the answer. */
const first = (accounts: readonly Account[]) =>
  accounts.find(({ account_type }) => account_type === '0') ?? accounts.find((account) => !isPool(account))

/** The main account's wallets are called plainly; those of others by their place in the answer: a number is as good as an address. */
function named(own: readonly Account[]): [Account, string][] {
  const main = first(own)
  const others = own.filter((account) => account !== main)
  return [...(main ? [main] : []), ...others].map((account, place) => [account, place === 0 ? '' : `:${place + 1}`])
}

async function read(api: AccountApi): Promise<Reading> {
  const all = await accountsOrEach(api, addressOf(api))
  // One that is in the answer twice is one account.
  const accounts = [...new Map(all.map((account) => [account.index, account])).values()]
  const own = accounts.filter((account) => !isPool(account))
  const [rows, pools] = await Promise.all([
    Promise.all(named(own).map(([account, suffix]) => rowsOf(account, suffix, api))),
    poolRows(accounts, api),
  ])
  for (const account of own) nameRest(account, api)
  const wanted = (name: string) => api.wants(name.split(':')[0] ?? name, ...(name.startsWith('perp') ? ['future'] : []))
  return {
    holdings: [...rows.flatMap(({ holdings }) => holdings), ...pools].filter((row) => wanted(row.wallet)),
    wallets: [
      ...rows.flatMap(({ wallets }) => wallets),
      ...[...new Set(pools.map((row) => row.wallet))].map((name) => wallet(name)),
    ].filter(({ wallet: name }) => wanted(name)),
    positionMode: 'one_way',
  }
}

export const lighter: Venue = {
  about,
  errors: ERRORS,
  limits,
  // Sizes are in coins; what ccxt gives for a contract's size is a scale of prices.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    const accounts = await accountsOf(api, addressOf(api))
    const main = first(accounts)
    if (!main) throw new DomainError('exchange_credentials', UNKNOWN, { fields: { walletAddress: UNKNOWN } })
    return { permissions: ['read'], positionMode: 'one_way', ipList: null, expiresAt: null, label: main.name || null }
  },
  funding: [{}],
  flows: {
    ledgers: [],
    untold: [
      {
        words:
          'Deposits, withdrawals and transfers (it wants a key that can sign, and an address is enough to read what is held)',
        external: true,
      },
    ],
  },
}
