import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, addAll, amount, inside, isZero, maybeAmount, maybeText, negated, signedAs } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { aside } from '../../reading/aside'
import { openProfit } from '../../reading/profit'
import { orUnrecorded, unlessNone } from '../../reading/refusals'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * One margin account: the collateral with all open profit, and coins that count for a part of what they are worth.
 * https://api.docs.extended.exchange/#get-balance, #get-positions (2026-11)
 */

export const NAME = 'unified'
/** Shares of the exchange's own vault, which margin as well; nobody else prices them. */
const SHARES = 'XVS'
/** Names of the one collateral: dollars that are kept in USDC. */
const DOLLARS: ReadonlySet<string> = new Set(['USD', 'USDC'])

const Balance = inside(
  'data',
  z.object({
    collateralName: z.string(),
    balance: amount,
    /** With open profit, and what coins besides add to it by their factors. */
    equity: maybeAmount,
    spotEquity: maybeAmount,
    availableForTrade: maybeAmount,
    availableForWithdrawal: maybeAmount,
    unrealisedPnl: maybeAmount,
    initialMargin: maybeAmount,
    /** Maintenance margin as a share of the equity. */
    marginRatio: maybeAmount,
  }),
)
type Balance = z.output<typeof Balance>

const Coins = inside(
  'data',
  z.array(
    z.object({
      asset: z.string(),
      balance: amount,
      indexPrice: maybeAmount,
      notionalValue: maybeAmount,
      availableToWithdraw: maybeAmount,
    }),
  ),
)
type Coin = z.output<typeof Coins>[number]

const Positions = inside(
  'data',
  z.array(
    z.object({
      market: z.string(),
      side: maybeText,
      size: amount,
      value: maybeAmount,
      openPrice: maybeAmount,
      markPrice: maybeAmount,
      liquidationPrice: maybeAmount,
      margin: maybeAmount,
      unrealisedPnl: maybeAmount,
      leverage: maybeAmount,
    }),
  ),
)
type Position = z.output<typeof Positions>[number]

/** "Returns a 404 error if the user's balance is 0": `none`. Null where a recording holds no answer. */
const balanceOf = (api: AccountApi): Promise<Balance | 'none' | null> => orUnrecorded(() => prove(api))

/** The cheapest call that proves the key. */
export const prove = (api: AccountApi): Promise<Balance | 'none'> =>
  unlessNone(() => api.call('v1PrivateGetUserBalance', {}, Balance))

export interface Rows {
  holdings: Holding[]
  equityUsd: DecimalString | null
  availableUsd: DecimalString | null
}

export async function rowsOf(api: AccountApi): Promise<Rows | null> {
  const [balance, coins, open] = await Promise.all([
    balanceOf(api),
    api.ask(NAME, 'v1PrivateGetUserSpotBalances', {}, Coins),
    api.ask(NAME, 'v1PrivateGetUserPositions', {}, Positions),
  ])
  if (balance === null) api.leaveOut(NAME, 'No recorded answer for api/v1/user/balance.')
  if (balance === null && coins === null && open === null) return null
  const cash = balance === 'none' ? null : balance
  const settle = cash ? api.code(cash.collateralName) : 'USD'
  const positions = held(await Promise.all((open ?? []).map((row) => holding(row, settle, api))))
  const others = withoutCollateral(coins ?? [], cash)
  const profit = cash?.unrealisedPnl ?? openProfit('Extended', positions, api)
  const collateral = cash && token(cash, settle, profit)
  if (cash === null) for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
  const alone = others.every(({ balance: size }) => isZero(size))
  return {
    holdings: [...held([collateral, ...others.map((coin) => coinOf(coin, api))]), ...positions],
    // With other coins in it, it is what is left of them after their factors.
    equityUsd: alone ? (cash?.equity ?? null) : null,
    availableUsd: cash?.availableForTrade ?? null,
  }
}

/**
 * The list of coins has the collateral once more, under either of its names. Where it has both, the second one is the same if it is as
 * much. The list is held to itself: it comes by another answer than the balance, and dollars may have moved between the two.
 */
function withoutCollateral(coins: readonly Coin[], cash: Balance | null): readonly Coin[] {
  if (cash === null) return coins
  const { collateralName: name } = cash
  const again = (asset: string) => asset === name || (DOLLARS.has(asset) && DOLLARS.has(name))
  const own = coins.find(({ asset }) => asset === name) ?? coins.find(({ asset }) => again(asset))
  return coins.filter((coin) => coin !== own && !(again(coin.asset) && own && new Decimal(coin.balance).eq(own.balance)))
}

function token(cash: Balance, symbol: string, profit: DecimalString | null): TokenHolding | null {
  const { equity, marginRatio } = cash
  return marginToken({
    wallet: NAME,
    symbol,
    size: cash.balance,
    unrealizedProfit: profit,
    initialMargin: cash.initialMargin,
    maintMargin:
      equity === null || marginRatio === null ? null : new Decimal(equity).times(marginRatio).toDecimalPlaces(6).toFixed(),
    marginBalance: addAll(cash.balance, profit),
    available: cash.availableForWithdrawal,
  })
}

function coinOf(coin: Coin, api: AccountApi): TokenHolding | null {
  const { asset, balance: size, availableToWithdraw: free } = coin
  if (isZero(size)) return null
  if (asset.toUpperCase() !== SHARES)
    return marginToken({ wallet: NAME, symbol: api.code(asset), size, marginBalance: size, available: free })
  const value = coin.notionalValue ?? (coin.indexPrice === null ? null : new Decimal(size).times(coin.indexPrice).toFixed())
  if (value === null) api.leaveOut('vaults', `What ${size} shares of the vault are worth is not told.`)
  return value === null ? null : plainToken('vaults', 'USDC', value, null)
}

async function holding(row: Position, settle: string, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const unlisted: Unlisted = { counts: 'coins', settle, type: 'swap' }
  const market = await api.contract(row.market, unlisted)
  const contracts = /^short$/i.test(row.side ?? '') ? negated(absolute(row.size)) : row.size
  return position(market, {
    wallet: NAME,
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: row.markPrice,
    notional: signedAs(contracts, row.value),
    unrealizedProfit: row.unrealisedPnl,
    initialMargin: row.margin,
    leverage: row.leverage,
    entryPrice: row.openPrice,
    liquidationPrice: row.liquidationPrice,
    // There is no other.
    marginMode: 'cross',
  })
}

const Accounts = inside(
  'data',
  z.array(z.object({ accountId: maybeText, id: maybeText, description: maybeText, status: maybeText })),
)
const Info = inside(
  'data',
  z
    .object({ accountId: maybeText, id: maybeText, description: maybeText })
    .refine(({ accountId, id }) => (accountId ?? id) !== null, { message: 'holds no account' }),
)

/** The account of the key, and names of the others of its wallet: each has a key of its own. */
export async function accounts(api: AccountApi): Promise<{ label: string | null; others: string[] } | null> {
  const [own, all] = await Promise.all([
    aside(api, 'sub-accounts', 'v1PrivateGetUserAccountInfo', {}, Info),
    aside(api, 'sub-accounts', 'v1PrivateGetUserAccounts', {}, Accounts),
  ])
  const idOf = ({ accountId, id }: { accountId: string | null; id: string | null }) => accountId ?? id
  if (own === null || all === null) return null
  const others = all.filter((row) => idOf(row) !== idOf(own))
  return {
    label: own.description || null,
    others: others.map((row) => row.description || `account ${idOf(row) ?? 'without a number'}`),
  }
}
