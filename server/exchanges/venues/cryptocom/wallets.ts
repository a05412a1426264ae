import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import { add, amount, inside, isZero, maybeAmount, maybeText, negated, nonZero, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position } from '../../reading/rows'

/**
 * https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-user-balance, #private-get-positions and
 * #private-staking-get-staking-position (2026-11).
 */

const Coin = z.object({ instrument_name: z.string(), quantity: amount, reserved_qty: maybeAmount })
const Balance = z.object({
  /** What margins are counted in, USD. */
  instrument_name: z.string(),
  /** Open profit since it was last settled into the coins: what is not yet in them. */
  total_session_unrealized_pnl: amount,
  total_position_im: maybeAmount,
  total_maintenance_margin: maybeAmount,
  position_balances: z.array(Coin),
})
type Balance = z.output<typeof Balance>
/** An isolated position has an account of its own, whose coins are in none of the others (since 2026-01). */
const Isolated = Balance.extend({ isolation_id: maybeText, leverage: maybeAmount })
export const Balances = inside(
  'result',
  z.object({ data: z.array(Balance.extend({ isolated_positions: z.array(Isolated).nullish() })) }),
)
export type Account = z.output<typeof Balances>['data'][number]

const Position = z.object({
  instrument_name: z.string(),
  /** Below zero for shorts. */
  quantity: amount,
  /** What was paid for it, with the sign of the quantity. */
  open_pos_cost: maybeAmount,
  open_position_pnl: maybeAmount,
  isolation_id: maybeText,
  leverage: maybeAmount,
  liquidation_price: maybeAmount,
  isolated_margin_balance: maybeAmount,
})
export const Positions = inside('result', z.object({ data: z.array(Position) }))
type Position = z.output<typeof Position>

const Staked = z.object({
  instrument_name: z.string(),
  staked_quantity: amount,
  pending_staked_quantity: maybeAmount,
  pending_unstaked_quantity: maybeAmount,
})
export const Stakes = inside('result', z.object({ data: z.array(Staked) }))

/** Coins that are staked go by names of their own; the list of stakes tells them. */
const STAKED = /\.staked$/i

const WALLET = 'unified'

/** The coins of one account. Profit is of the coin that margins are counted in, also where nothing of that coin is held. */
function tokensOf(balance: Balance, api: AccountApi): TokenHolding[] {
  const { instrument_name: settle, total_session_unrealized_pnl: profit } = balance
  const coins = balance.position_balances.filter(({ instrument_name: name }) => !STAKED.test(name))
  const listed = coins.some(({ instrument_name: name }) => name === settle)
  const all = listed ? coins : [...coins, { instrument_name: settle, quantity: '0', reserved_qty: null }]
  return held(
    all.map(({ instrument_name: name, quantity, reserved_qty }) => {
      const owed = quantity.startsWith('-') ? negated(quantity) : null
      const own = name === settle
      return marginToken({
        wallet: WALLET,
        symbol: api.code(name),
        size: quantity,
        borrowed: owed ?? '0',
        unrealizedProfit: own ? profit : null,
        initialMargin: own ? balance.total_position_im : null,
        maintMargin: own ? balance.total_maintenance_margin : null,
        marginBalance: own ? (add(quantity, profit) ?? quantity) : quantity,
        available: owed === null ? subtract(quantity, reserved_qty) : null,
      })
    }),
  )
}

/** Coins of the account and of its isolated positions, which lie in the same wallet. */
export function coinRows(accounts: readonly Account[], api: AccountApi): TokenHolding[] {
  return merged(
    accounts.flatMap((account) => [account, ...(account.isolated_positions ?? [])].flatMap((one) => tokensOf(one, api))),
  )
}

const PLACES = 12
const divided = (a: DecimalString, b: DecimalString) => new Decimal(a).div(b).toDecimalPlaces(PLACES).toFixed()

/** Neither price is told: the one at entry follows from what was paid, the mark price from that and the profit. */
export async function positionRow(
  row: Position,
  isolated: ReadonlyMap<string, z.output<typeof Isolated>>,
  api: AccountApi,
): Promise<PositionHolding | null> {
  const { quantity, open_pos_cost: paid, open_position_pnl: profit } = row
  if (isZero(quantity)) return null
  const market = await api.contract(row.instrument_name, { counts: 'coins', settle: 'USD', inverse: false })
  const notional = paid === null || profit === null ? null : new Decimal(paid).plus(profit).toFixed()
  const own = row.isolation_id === null ? undefined : isolated.get(row.isolation_id)
  const alone = row.isolation_id !== null && row.isolation_id !== '' && row.isolation_id !== '0'
  const coins = own?.position_balances.find(({ instrument_name }) => instrument_name === own.instrument_name)
  return position(market, {
    wallet: WALLET,
    contracts: quantity,
    inCoins: true,
    side: 'net',
    markPrice: notional === null ? null : divided(notional, quantity),
    notional,
    unrealizedProfit: profit,
    initialMargin: own?.total_position_im ?? null,
    maintMargin: own?.total_maintenance_margin ?? null,
    marginBalance: alone
      ? (row.isolated_margin_balance ?? (coins ? add(coins.quantity, own?.total_session_unrealized_pnl ?? null) : null))
      : null,
    leverage: nonZero(row.leverage ?? own?.leverage ?? null),
    entryPrice: paid === null || isZero(paid) ? null : divided(paid, quantity),
    liquidationPrice: nonZero(row.liquidation_price),
    marginMode: alone ? 'isolated' : 'cross',
  })
}

/** Isolated positions' accounts by the id that their position names. */
export function isolatedById(accounts: readonly Account[]): ReadonlyMap<string, z.output<typeof Isolated>> {
  return new Map(
    accounts.flatMap(({ isolated_positions }) =>
      (isolated_positions ?? []).flatMap((one) => (one.isolation_id === null ? [] : [[one.isolation_id, one] as const])),
    ),
  )
}

/** A coin that stands for a stake and its yield (`TSTON.staked`) is worth something else than what it was staked for: it goes by its own name. */
export function stakeRows(rows: z.output<typeof Stakes>['data'], api: AccountApi): TokenHolding[] {
  for (const { instrument_name: name, pending_staked_quantity: coming, pending_unstaked_quantity: going } of rows) {
    const pending = add(nonZero(coming), nonZero(going))
    if (!isZero(pending))
      api.doubts.push(
        `Crypto.com tells ${pending} ${name.replace(STAKED, '')} that are being staked or unstaked, and not whether they are among those that are: only what is staked is counted.`,
      )
  }
  return merged(
    held(
      rows.map(({ instrument_name: name, staked_quantity }) =>
        plainToken('earn', api.code(name.replace(STAKED, '')), staked_quantity, null),
      ),
    ),
  )
}
