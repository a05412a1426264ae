import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { add, amount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, plainToken } from '../../reading/rows'

/**
 * https://docs.upbit.com/kr/reference/get-balance, of another pocket …/get-sub-pocket-balance (2026-07-30): `balance` is what orders may
 * use, `locked` what orders and withdrawals hold beside it. Won are a coin as any other. `avg_buy_price` may be somebody's own entry.
 */
export const Coins = z.array(z.object({ currency: z.string(), balance: amount, locked: amount }))

export const coinRows = (coins: z.output<typeof Coins>, api: AccountApi): TokenHolding[] =>
  held(
    coins.map(({ currency, balance, locked }) =>
      plainToken('spot', api.code(currency), add(balance, locked) ?? balance, balance),
    ),
  )
