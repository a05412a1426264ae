import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, inside, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, plainToken } from '../../reading/rows'
import { hostOf } from './accounts'

/** What an address has in Orderly's vaults, and staked. https://orderly.network/docs (2026-08-21), `sv.openapi.yaml`, `orderly.openapi.yaml` */

const Overall = inside('data', z.object({ rows: z.array(z.object({ total_vaults_tvl: amount })) }))

/** In USDC, of those that it put money into and those that it trades. */
export async function vaults(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const url = `${hostOf(api, 'api-sv')}/v1/public/strategy_vault/user/overall_info?wallet_address=${address}`
  const found = await api.ask('vaults', 'fetch', [url, 'GET'], Overall)
  return found && held(found.rows.map((row) => plainToken('vaults', 'USDC', row.total_vaults_tvl, null)))
}

/** Stakes hardly ever change. */
const SELDOM = 15
const Staked = inside('data', z.object({ total_staked_order: amount, total_staked_esorder: maybeAmount }))
const Leaving = inside('data', z.object({ total_unstake_order: amount }))
const Stakes = z.object({ order: z.string(), escrowed: z.string() })

/** ORDER that is staked or on its way out, and esORDER, which nobody trades. */
export async function staking(api: AccountApi, address: string): Promise<TokenHolding[] | null> {
  const asked = (path: string) => [`${hostOf(api)}/v1/staking/${path}?address=${address}`, 'GET']
  const found = await api.seldom('stakes', SELDOM, Stakes, async () => {
    const [staked, leaving] = await Promise.all([
      api.ask('staking', 'fetch', asked('balance'), Staked),
      api.ask('staking', 'fetch', asked('unstake_details'), Leaving),
    ])
    if (staked === null) return null
    return {
      order: add(staked.total_staked_order, leaving?.total_unstake_order ?? null) ?? '0',
      escrowed: staked.total_staked_esorder ?? '0',
    }
  })
  return (
    found && held([plainToken('staking', 'ORDER', found.order, null), plainToken('staking', 'esORDER', found.escrowed, null)])
  )
}
