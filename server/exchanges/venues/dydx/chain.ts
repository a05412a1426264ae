import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, isZero, maybeAmount, maybeText } from '../../ccxt/amounts'
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

/**
 * A list of the node, page by page: it gives a hundred rows at a time, and the key of what follows. Null where it may not be read.
 * https://docs.cosmos.network/main/build/tooling/protobuf and query/v1beta1/pagination.proto
 */
function listed<R>(api: AccountApi, wallet: string, path: string, field: string, row: z.ZodType<R>): Promise<R[] | null> {
  const page = z.object({ rows: z.array(row), next: maybeText })
  const schema = z.preprocess((answer) => ({ rows: at(answer, field), next: at(at(answer, 'pagination'), 'next_key') }), page)
  return api.pages(
    wallet,
    {},
    {
      read: ({ key }) =>
        api.ask(
          wallet,
          'fetch',
          [url(api, key === undefined ? path : `${path}?pagination.key=${encodeURIComponent(key)}`), 'GET'],
          schema,
        ),
      rows: ({ rows }) => rows,
      id: () => null,
      next: ({ next }) => (next ? { key: next } : null),
    },
  )
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

const Owned = z
  .object({ equity: maybeAmount, shares: z.object({ num_shares: maybeAmount }).nullish() })
  .refine(({ equity, shares }) => equity !== null || shares?.num_shares != null, 'an owner of the vault without shares')

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
  const { equity } = asked
  if (equity === null) api.leaveOut('vaults', 'What the shares of MegaVault are worth is not told.')
  return held([equity === null ? null : plainToken('vaults', 'USDC', scaled(equity, QUANTUMS), null)])
}

const Amount = z.object({ denom: z.string(), amount })
const Delegation = z.object({ balance: Amount })
const Unbonding = z.object({ entries: z.array(z.object({ balance: amount })) })

/** DYDX that validators hold, and that which is on its way back. */
export async function stakes(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const [bonded, leaving] = await Promise.all([
    listed(api, 'staking', `cosmos/staking/v1beta1/delegations/${pathPart(address)}`, 'delegation_responses', Delegation),
    listed(
      api,
      'staking',
      `cosmos/staking/v1beta1/delegators/${pathPart(address)}/unbonding_delegations`,
      'unbonding_responses',
      Unbonding,
    ),
  ])
  if (bonded === null && leaving === null) return null
  const units = add(
    ...(bonded ?? []).map(({ balance }) => balance.amount),
    ...(leaving ?? []).flatMap(({ entries }) => entries.map(({ balance }) => balance)),
  )
  return held([units === null ? null : plainToken('staking', 'DYDX', scaled(units, 18), '0')])
}

/** Coins of the wallet itself; of what came over other bridges nobody knows the decimals. */
export async function coins(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const found = await listed(api, 'chain', `cosmos/bank/v1beta1/balances/${pathPart(address)}`, 'balances', Amount)
  if (found === null) return null
  return held(
    found.map(({ denom, amount: units }) => {
      const coin = COINS[denom]
      if (!coin && !isZero(units)) api.leaveOut('chain', `${units} of ${denom}, a coin of the chain that is not known here.`)
      return coin ? plainToken('chain', coin.code, scaled(units, coin.decimals), scaled(units, coin.decimals)) : null
    }),
  )
}
