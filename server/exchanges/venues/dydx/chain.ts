import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, inside, isZero, maybeAmount } from '../../ccxt/amounts'
import { pathPart } from '../../ccxt/path-parts'
import type { AccountApi } from '../../reading/api'
import { held, plainToken } from '../../reading/rows'

/**
 * What an address has on the chain outside of sub-accounts, told by a node: shares in the MegaVault, staked DYDX and that on its way
 * out of staking, and coins in the wallet itself.
 * https://github.com/dydxprotocol/v4-chain/blob/main/proto/dydxprotocol/vault/query.proto (2026-03) and
 * https://docs.cosmos.network/api (bank and staking)
 */

const NODE = 'https://dydx-rest.publicnode.com'
const TEST_NODE = 'https://test-dydx-rest.kingnodes.com'
/** Native coins of the chain, in their smallest units. */
const COINS: Readonly<Record<string, { code: string; decimals: number }>> = {
  adydx: { code: 'DYDX', decimals: 18 },
  'ibc/8E27BA2D5493AF5636760E354E46004562C46AB7EC0CC4C1CA14E9E20E2545B5': { code: 'USDC', decimals: 6 },
}
/** USDC's smallest unit. */
const QUANTUMS = 6

const url = (api: AccountApi, path: string) => `${api.sandbox ? TEST_NODE : NODE}/${path}`
const scaled = (units: DecimalString, decimals: number) => new Decimal(units).div(new Decimal(10).pow(decimals)).toFixed()

function ask<T>(api: AccountApi, wallet: string, path: string, schema: z.ZodType<T>) {
  return api.ask(wallet, 'fetch', [url(api, path), 'GET'], schema)
}

const Owned = z.object({ equity: maybeAmount, shares: z.object({ num_shares: maybeAmount }).nullish() })

/** What the address has of the MegaVault, in USDC; nothing where the node knows no owner of that name. */
export async function vault(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const asked = await api.askUnlessNone(
    'vaults',
    'fetch',
    [url(api, `dydxprotocol/vault/megavault/owner_shares/${pathPart(address)}`), 'GET'],
    Owned,
  )
  if (asked === null) return null
  if (asked === 'none') return []
  const { equity, shares } = asked
  if (equity === null && shares?.num_shares == null) throw api.senseless('an owner of the vault without shares')
  if (equity === null) api.leaveOut('vaults', 'What the shares of MegaVault are worth is not told.')
  return held([equity === null ? null : plainToken('vaults', 'USDC', scaled(equity, QUANTUMS), null)])
}

const Amount = z.object({ denom: z.string(), amount })
const Delegations = inside('delegation_responses', z.array(z.object({ balance: Amount })))
const Unbonding = inside('unbonding_responses', z.array(z.object({ entries: z.array(z.object({ balance: amount })) })))

/** DYDX that validators hold, and that which is on its way back. */
export async function stakes(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const [bonded, leaving] = await Promise.all([
    ask(api, 'staking', `cosmos/staking/v1beta1/delegations/${pathPart(address)}`, Delegations),
    ask(api, 'staking', `cosmos/staking/v1beta1/delegators/${pathPart(address)}/unbonding_delegations`, Unbonding),
  ])
  if (bonded === null && leaving === null) return null
  const units = add(
    ...(bonded ?? []).map(({ balance }) => balance.amount),
    ...(leaving ?? []).flatMap(({ entries }) => entries.map(({ balance }) => balance)),
  )
  return held([units === null ? null : plainToken('staking', 'DYDX', scaled(units, 18), '0')])
}

const Balances = inside('balances', z.array(Amount))

/** Coins of the wallet itself; of what came over other bridges nobody knows the decimals. */
export async function coins(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const found = await ask(api, 'chain', `cosmos/bank/v1beta1/balances/${pathPart(address)}`, Balances)
  if (found === null) return null
  return held(
    found.map(({ denom, amount: units }) => {
      const coin = COINS[denom]
      if (!coin && !isZero(units)) api.leaveOut('chain', `${units} of ${denom}, a coin of the chain that is not known here.`)
      return coin ? plainToken('chain', coin.code, scaled(units, coin.decimals), scaled(units, coin.decimals)) : null
    }),
  )
}
