import { z } from 'zod'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import type { ErrorRules } from '../../ccxt/errors'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import { orUnrecorded } from '../../reading/refusals'
import type { Venue } from '../venue'
import { about } from './about'
import { type ChainAccount, chainAccount, chainPerps, hidden, isPrivate, stakes } from './chain'
import { asterFlows } from './flows'
import { limits } from './limits'
import type { Perps } from './sides'
import { prove, signedPerps, spotCoins, subAccounts } from './signed'

const AGENT = 'Aster knows no API wallet of this account with this private key, or it has expired.'

/** https://github.com/asterdex/api-docs (V3, "Error Codes") */
const ERRORS: ErrorRules = {
  '-1000': { code: 'exchange_network' },
  '-1001': { code: 'exchange_network' },
  '-1002': { code: 'exchange_permission' },
  '-1003': { code: 'exchange_rate_limit' },
  '-1006': { code: 'exchange_network' },
  '-1007': { code: 'exchange_network' },
  '-1011': { code: 'exchange_ip' },
  '-1016': { code: 'exchange_maintenance' },
  '-1021': { code: 'exchange_clock' },
  '-1022': { code: 'exchange_credentials', field: 'privateKey', words: AGENT },
  '-2014': { code: 'exchange_credentials', field: 'privateKey', words: AGENT },
  '-2015': { code: 'exchange_credentials', field: 'privateKey', words: AGENT },
  '-4225': { code: 'exchange_clock' },
  '…No agent found': { code: 'exchange_credentials', field: 'privateKey', words: AGENT },
}

const NEEDS_KEY = 'Spot coins are told to an API wallet alone: with its private key they are read as well.'
/** Sub-accounts hardly ever change. */
const SELDOM = 15

function ownerOf(api: AccountApi): string {
  if (api.address) return api.address
  throw new DomainError('exchange_credentials', sentence`Aster needs a wallet address.`, {
    fields: { walletAddress: sentence`Required.` },
  })
}

/** What the chain tells everybody; null where a recording was made without it, or an account added with a key alone. */
const chainOf = async (api: AccountApi): Promise<ChainAccount | null> =>
  api.canSign && !api.address ? null : orUnrecorded(() => chainAccount(api, ownerOf(api)))

async function perps(api: AccountApi, signed: Perps | null, chain: ChainAccount | null): Promise<Perps | null> {
  if (signed) return signed
  if (chain) return chainPerps(chain, api)
  api.leaveOut('perp', 'No recorded answer for info.')
  return null
}

async function nameSubAccounts(api: AccountApi): Promise<void> {
  const names = await api.seldom('sub-accounts', SELDOM, z.array(z.string()), () => subAccounts(api))
  if (!names || names.length === 0) return
  api.leaveOut('sub-accounts', `Each has an address of its own, and is read where that is added: ${names.join(', ')}.`)
}

async function read(api: AccountApi): Promise<Reading> {
  const wanted = api.wants('perp', 'future')
  const [chain, signed] = await Promise.all([chainOf(api), api.canSign && wanted ? signedPerps(api) : null])
  const spotWanted = api.wants('spot')
  if (spotWanted && !api.canSign) api.leaveOut('spot', NEEDS_KEY)
  const [futures, spot] = await Promise.all([
    wanted ? perps(api, signed, chain) : null,
    spotWanted && api.canSign ? spotCoins(api) : null,
    signed ? nameSubAccounts(api) : null,
  ])
  if (!chain) api.leaveOut('staking', 'Staked ASTER is told by the address: without it, it is not read.')
  const staked = chain && api.wants('staking') ? stakes(chain, api) : []
  return {
    holdings: [...(futures?.holdings ?? []), ...(spot ?? []), ...staked],
    wallets: [
      ...(futures ? [wallet('perp')] : []),
      ...(spot ? [wallet('spot')] : []),
      ...(staked.length > 0 ? [wallet('staking')] : []),
    ],
    positionMode: futures?.positionMode ?? null,
  }
}

export const aster: Venue = {
  about,
  errors: ERRORS,
  limits,
  growingNonces: true,
  // Sizes are in coins.
  refine: (market) => ({ ...market, contractSize: '1' }),
  read,
  async verify(api) {
    if (api.canSign) await prove(api)
    else if (isPrivate(await chainAccount(api, ownerOf(api)))) throw hidden()
    return { permissions: api.canSign ? null : ['read'], positionMode: null, ipList: null, expiresAt: null, label: null }
  },
  funding: [{}],
  flows: asterFlows,
}
