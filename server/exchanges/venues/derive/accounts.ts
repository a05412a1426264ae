import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, ReportedWallet, TokenHolding, WalletType } from '../../../domain/types'
import { absolute, add, addAll, amount, inside, isZero, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { openProfit } from '../../reading/profit'
import { wallet } from '../../reading/reading'
import { orUnrecorded } from '../../reading/refusals'
import { held, marginToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * Sub-accounts, each margining by itself: coins, perpetuals and options.
 *
 * What a perpetual adds to its account is `mark_value`: the unrealized profit less what of it was settled into the balance already
 * (`net_settlements`), with funding that is not. What an option adds is what it is worth. Interest that is not settled on the chain
 * is no part of the amount and counts all the same. https://docs.derive.xyz/reference/private-get_subaccount (2026-11)
 */

const SETTLE = 'USDC'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE }
const DECIMALS = 12

const Coin = z.object({ asset_name: z.string(), amount, pending_interest: maybeAmount })
const Position = z.object({
  instrument_name: z.string(),
  instrument_type: maybeText,
  /** Signed, in coins. */
  amount,
  average_price: maybeAmount,
  unrealized_pnl: maybeAmount,
  mark_price: maybeAmount,
  mark_value: maybeAmount,
  // Below zero where they are asked.
  initial_margin: maybeAmount,
  maintenance_margin: maybeAmount,
  leverage: maybeAmount,
  liquidation_price: maybeAmount,
})
type Position = z.output<typeof Position>
const SubAccount = z.object({
  subaccount_id: text,
  label: maybeText,
  subaccount_value: maybeAmount,
  /** What is left of the margin, without open orders. */
  initial_margin: maybeAmount,
  open_orders_margin: maybeAmount,
  /** True where its rows could not be had just now: then they are empty, whatever there is. */
  failed_to_fetch: z.boolean().nullish(),
  collaterals: z.array(Coin),
  positions: z.array(Position),
})
export type SubAccount = z.output<typeof SubAccount>

const Portfolios = inside('result', z.array(SubAccount))
const Watched = inside('result', SubAccount)

/** All sub-accounts of the wallet, by the session key. */
export const portfolios = (api: AccountApi): Promise<SubAccount[]> =>
  api.call('privatePostGetAllPortfolios', { wallet: api.address }, Portfolios)

/** All of them where there is a session key, else the one that was named. Null where a recording holds neither. */
export async function subAccounts(api: AccountApi): Promise<SubAccount[] | null> {
  const all = api.canSign ? await orUnrecorded(() => portfolios(api)) : null
  if (all !== null || !api.uid) return all
  const one = await orUnrecorded(() => api.call('publicPostMarginWatch', { subaccount_id: Number(api.uid) }, Watched))
  return one && [one]
}

export interface Rows {
  tokens: TokenHolding[]
  positions: PositionHolding[]
  wallet: ReportedWallet
}

/** @param place of the sub-account among those of its wallet: `unified`, `unified:2` */
export const walletAt = (place: number): WalletType => (place === 0 ? 'unified' : `unified:${place + 1}`)

export async function rowsOf(account: SubAccount, name: WalletType, api: AccountApi): Promise<Rows> {
  if (account.failed_to_fetch) throw api.senseless('a sub-account that it could not look into')
  const positions = held(await Promise.all(account.positions.map((row) => holding(row, name, api))))
  const perpetuals = positions.filter((row) => row.marketType !== 'option')
  const profit = openProfit('Derive', perpetuals, api)
  const sizes = new Map<string, DecimalString>()
  for (const { asset_name: coin, amount: size, pending_interest: interest } of account.collaterals)
    sizes.set(coin, add(sizes.get(coin) ?? null, size, interest) ?? size)
  if (profit !== null && !sizes.has(SETTLE)) sizes.set(SETTLE, '0')
  const tokens = [...sizes].map(([coin, size]) =>
    marginToken({
      wallet: name,
      symbol: api.code(coin),
      size,
      marginBalance: coin === SETTLE ? addAll(size, profit) : size,
      ...(size.startsWith('-') && { borrowed: absolute(size) }),
      ...(coin === SETTLE && {
        unrealizedProfit: profit,
        initialMargin: sum(positions, (row) => row.initialMargin),
        maintMargin: sum(positions, (row) => row.maintMargin),
      }),
    }),
  )
  return { tokens: held(tokens), positions, wallet: wallet(name, account.subaccount_value, freeOf(account)) }
}

/** What new orders may take: what is left of the margin, less that of the orders that wait (sent with either sign). */
function freeOf({ initial_margin: left, open_orders_margin: orders }: SubAccount): DecimalString | null {
  if (left === null) return null
  const free = new Decimal(left).minus(absolute(orders ?? '0'))
  return free.isNegative() ? '0' : free.toFixed()
}

function sum(positions: readonly PositionHolding[], pick: (row: PositionHolding) => DecimalString | null): DecimalString | null {
  const parts = positions.map(pick)
  return parts.includes(null) ? null : (add(...parts) ?? '0')
}

const unsigned = (value: DecimalString | null) => (value === null ? null : absolute(value))

async function holding(row: Position, name: WalletType, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.amount)) return null
  const option = row.instrument_type === 'option'
  const unlisted: Unlisted = { ...UNLISTED, type: option ? 'option' : 'swap' }
  const market = await api.contract(row.instrument_name, unlisted)
  // Of a number that everybody may ask, no entry is told: what a perpetual is worth by itself is its profit, which nothing stands in for.
  return position(market, {
    wallet: name,
    contracts: row.amount,
    inCoins: true,
    side: 'net',
    markPrice: row.mark_price,
    unrealizedProfit: option ? row.unrealized_pnl : row.mark_value,
    initialMargin: unsigned(row.initial_margin),
    maintMargin: unsigned(row.maintenance_margin),
    leverage: row.leverage === null ? null : new Decimal(row.leverage).toDecimalPlaces(DECIMALS).toFixed(),
    entryPrice: row.average_price,
    liquidationPrice: row.liquidation_price,
    marginMode: 'cross',
    equityOutsideTokens: option ? row.mark_value : null,
  })
}
