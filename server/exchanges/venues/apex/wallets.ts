import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { Holding, PositionHolding, TokenHolding } from '../../../domain/types'
import { absolute, add, amount, inside, isZero, maybeAmount, maybeText, negated, subtract, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position, profitOf } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * The contract account, whose equity is told as one sum with what is open, and the spot account beside it.
 *
 * A contract wallet's balance is no cash: it is what was paid and got for positions besides (value = balance + Σ size × price, the
 * exchange's own `tests/account_value.py`), so that it is below zero for who is long. The sum is what counts; prices that it was
 * reckoned with stand beside it. https://api-docs.pro.apex.exchange (v3, 2026-11), apexpro-openapi 2026-05
 */

const SETTLE = 'USDT'
const UNLISTED: Unlisted = { counts: 'coins', settle: SETTLE, type: 'swap' }
const RATE_DECIMALS = 4

export const Balance = inside(
  'data',
  z.object({
    /** With open profit. */
    totalEquityValue: amount,
    availableBalance: maybeAmount,
    initialMargin: maybeAmount,
    maintenanceMargin: maybeAmount,
    symbolToOraclePrice: z.record(z.string(), z.object({ oraclePrice: maybeAmount })).nullish(),
  }),
)
type Balance = z.output<typeof Balance>

const Account = inside(
  'data',
  z.object({
    positions: z.array(
      z.object({
        symbol: z.string(),
        side: maybeText,
        /** In coins, also of closed ones. */
        size: amount,
        entryPrice: maybeAmount,
        customInitialMarginRate: maybeAmount,
      }),
    ),
    spotWallets: z
      .array(
        z.object({ tokenId: text, balance: amount, pendingWithdrawAmount: maybeAmount, pendingTransferOutAmount: maybeAmount }),
      )
      .nullish(),
    contractWallets: z.array(z.object({ asset: maybeText, token: maybeText, balance: amount })).nullish(),
    /** Trial funds. */
    experienceMoney: z.array(z.object({ token: maybeText, availableAmount: maybeAmount })).nullish(),
  }),
)
type Account = z.output<typeof Account>
type Position = Account['positions'][number]

export interface Rows {
  holdings: Holding[]
  availableUsd: DecimalString | null
}

export async function rowsOf(api: AccountApi): Promise<{ perp: Rows | null; spot: TokenHolding[] | null }> {
  const [balance, account] = await Promise.all([
    api.wants('perp', 'future') ? api.ask('perp', 'privateGetV3AccountBalance', {}, Balance) : null,
    api.ask('perp', 'privateGetV3Account', {}, Account),
  ])
  const [perp, spot] = await Promise.all([
    api.wants('perp', 'future') && (balance || account) ? perpRows(balance, account, api) : null,
    account && api.wants('spot') ? spotRows(account, api) : null,
  ])
  return { perp, spot }
}

async function perpRows(balance: Balance | null, account: Account | null, api: AccountApi): Promise<Rows> {
  const prices = new Map(Object.entries(balance?.symbolToOraclePrice ?? {}).map(([name, told]) => [name, told.oraclePrice]))
  const positions = held(
    await Promise.all((account?.positions ?? []).map((row) => holding(row, prices.get(row.symbol) ?? null, api))),
  )
  if (balance === null) {
    for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
    return { holdings: positions, availableUsd: null }
  }
  doubtOthers(account, api)
  const profits = positions.map((row) => row.unrealizedProfit)
  const profit = profits.includes(null) ? null : (add(...profits) ?? '0')
  const collateral = marginToken({
    wallet: 'perp',
    symbol: SETTLE,
    size: profit === null ? balance.totalEquityValue : subtract(balance.totalEquityValue, profit),
    unrealizedProfit: profit,
    initialMargin: balance.initialMargin,
    maintMargin: balance.maintenanceMargin,
    marginBalance: balance.totalEquityValue,
    available: balance.availableBalance,
  })
  return { holdings: [...held([collateral]), ...positions], availableUsd: balance.availableBalance }
}

/** What the one sum may hold besides USDT. */
function doubtOthers(account: Account | null, api: AccountApi): void {
  const coins = (account?.contractWallets ?? [])
    .filter((row) => !isZero(row.balance) && (row.asset ?? row.token ?? SETTLE) !== SETTLE)
    .map((row) => row.asset ?? row.token)
  if (coins.length > 0)
    api.warnings.push(
      `ApeX tells what ${coins.join(', ')} in the contract account is worth within one sum: it counts as USDT here.`,
    )
  const trial = (account?.experienceMoney ?? []).filter((row) => !isZero(row.availableAmount))
  for (const row of trial)
    api.doubts.push(
      `ApeX tells ${row.availableAmount} ${row.token ?? SETTLE} of trial funds, which nobody can withdraw, and not whether its equity holds them.`,
    )
}

async function holding(row: Position, price: DecimalString | null, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const market = await api.contract(row.symbol, UNLISTED)
  const contracts = /^short$/i.test(row.side ?? '') ? negated(absolute(row.size)) : row.size
  const rate = row.customInitialMarginRate
  return position(market, {
    wallet: 'perp',
    contracts,
    inCoins: true,
    side: 'net',
    markPrice: price,
    unrealizedProfit: profitOf({ ...market, contractSize: '1' }, contracts, row.entryPrice, price),
    // Zero where nobody set one.
    leverage: rate === null || isZero(rate) ? null : new Decimal(1).div(rate).toDecimalPlaces(RATE_DECIMALS).toFixed(),
    entryPrice: row.entryPrice,
    marginMode: 'cross',
  })
}

/** Names of coins hardly ever change, and the answer that tells them is long. */
const SELDOM = 15
const Names = z.record(z.string(), z.string())
const Config = inside(
  'data',
  z.object({ spotConfig: z.object({ assets: z.array(z.object({ tokenId: text, token: z.string() })) }) }),
)

/** Coins by their numbers; what is on its way out has left. */
async function spotRows(account: Account, api: AccountApi): Promise<TokenHolding[]> {
  const wallets = (account.spotWallets ?? []).filter((row) => !isZero(row.balance))
  if (wallets.length === 0) return []
  const names = await api.seldom('coins', SELDOM, Names, async () => {
    const found = await api.tell('coins', 'publicGetV3Symbols', {}, Config)
    return found && Object.fromEntries(found.spotConfig.assets.map(({ tokenId, token }) => [tokenId, token]))
  })
  const rows = wallets.map((row) => {
    const name = names?.[row.tokenId]
    const leaving = add(row.pendingWithdrawAmount, row.pendingTransferOutAmount)
    if (name) return plainToken('spot', api.code(name), subtract(row.balance, leaving), null)
    api.leaveOut('spot', `ApeX names no coin of number ${row.tokenId}, of which ${row.balance} are held.`)
    return null
  })
  return merged(held(rows))
}
