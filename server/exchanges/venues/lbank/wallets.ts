import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { add, amount, inside } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, merged, plainToken } from '../../reading/rows'

/** https://www.lbank.com/en-US/docs/index.html, Account information (2026-11) */
const Account = inside('data', inside('balances', z.array(z.object({ asset: z.string().min(1), free: amount, locked: amount }))))
/** The same, Get all coins information: of the coins alone that can be deposited and withdrawn. */
const Movable = inside('data', z.array(z.object({ coin: z.string().min(1), assetAmt: amount, usableAmt: amount })))

/** The coins of the spot wallet; null where this key may not read it. */
export async function spot(api: AccountApi): Promise<TokenHolding[] | null> {
  const coins = await api.ask('spot', 'spotPrivatePostSupplementUserInfoAccount', {}, Account)
  if (coins !== null)
    return merged(
      held(coins.map(({ asset, free, locked }) => plainToken('spot', api.code(asset), add(free, locked) ?? free, free))),
    )
  const movable = await api.ask('spot', 'spotPrivatePostSupplementUserInfo', {}, Movable)
  return movable && merged(held(movable.map((row) => plainToken('spot', api.code(row.coin), row.assetAmt, row.usableAmt))))
}
