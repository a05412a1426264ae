import { z } from 'zod'
import type { PositionHolding, ReportedWallet, TokenHolding } from '../../../domain/types'
import { addAll, amount, inside, isZero, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { openProfit } from '../../reading/profit'
import { wallet } from '../../reading/reading'
import { orUnrecorded } from '../../reading/refusals'
import { held, marginToken, plainToken, position } from '../../reading/rows'
import type { Unlisted } from '../../reading/unlisted'

/**
 * Trading accounts of one main account, each margining its own positions, and the funding account above them.
 * https://api-docs.grvt.io/trading_api (2026-11), forms also as ccxt 4.5.84 documents them.
 */

const Coin = z.object({ currency: z.string(), balance: amount })
const Summary = inside(
  'result',
  z.object({
    settle_currency: z.string(),
    unrealized_pnl: maybeAmount,
    /** With open profit, in the settlement currency. */
    total_equity: maybeAmount,
    initial_margin: maybeAmount,
    maintenance_margin: maybeAmount,
    available_balance: maybeAmount,
    spot_balances: z.array(Coin),
  }),
)
const Funding = inside('result', z.object({ spot_balances: z.array(Coin) }))
const Positions = inside(
  'result',
  z.array(
    z.object({
      instrument: z.string(),
      /** Signed, in coins. */
      size: amount,
      notional: maybeAmount,
      entry_price: maybeAmount,
      mark_price: maybeAmount,
      unrealized_pnl: maybeAmount,
      est_liquidation_price: maybeAmount,
      leverage: maybeAmount,
      margin_type: maybeText,
      isolated_balance: maybeAmount,
      isolated_im: maybeAmount,
      isolated_mm: maybeAmount,
    }),
  ),
)
type Position = z.output<typeof Positions>[number]
const Listed = z.object({ sub_account_ids: z.array(text) })

/** The trading accounts of the key; some account of a recording that does not tell them. */
export async function accountsOf(api: AccountApi): Promise<string[]> {
  const listed = await orUnrecorded(() => api.call('privateTradingPostFullV1GetSubAccounts', {}, Listed))
  if (listed) return [...new Set(listed.sub_account_ids)]
  api.leaveOut('further accounts', 'No recorded answer for full/v1/get_sub_accounts.')
  return ['0']
}

export interface Account {
  tokens: TokenHolding[]
  positions: PositionHolding[]
  wallet: ReportedWallet | null
}

/** @param place of the account among those of its owner: `unified`, `unified:2` */
export async function accountOf(api: AccountApi, id: string, place: number): Promise<Account> {
  const name = place === 0 ? 'unified' : `unified:${place + 1}`
  const asked = { sub_account_id: id }
  const [summary, open] = await Promise.all([
    api.ask(name, 'privateTradingPostFullV1AccountSummary', asked, Summary),
    api.ask(name, 'privateTradingPostFullV1Positions', asked, Positions),
  ])
  const settle = summary ? api.code(summary.settle_currency) : null
  const positions = held(await Promise.all((open ?? []).map((row) => holding(row, name, settle, api))))
  if (summary === null) {
    for (const row of positions) row.equityOutsideTokens = row.unrealizedProfit
    return { tokens: [], positions, wallet: open ? wallet(name) : null }
  }
  const profit = summary.unrealized_pnl ?? openProfit('GRVT', positions, api)
  const coins = summary.spot_balances.map(({ currency, balance }) => ({ code: api.code(currency), size: balance }))
  if (settle !== null && !coins.some(({ code }) => code === settle)) coins.push({ code: settle, size: '0' })
  const alone = coins.every(({ code, size }) => code === settle || isZero(size))
  const tokens = coins.map(({ code, size }) =>
    marginToken({
      wallet: name,
      symbol: code,
      size,
      marginBalance: code === settle ? addAll(size, profit) : size,
      ...(code === settle && {
        unrealizedProfit: profit,
        initialMargin: summary.initial_margin,
        maintMargin: summary.maintenance_margin,
      }),
    }),
  )
  return { tokens: held(tokens), positions, wallet: wallet(name, alone ? summary.total_equity : null, summary.available_balance) }
}

async function holding(row: Position, name: string, settle: string | null, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.size)) return null
  const unlisted: Unlisted = { counts: 'coins', settle, type: 'swap' }
  const market = await api.contract(row.instrument, unlisted)
  const isolated = row.margin_type === null ? null : /isolated/i.test(row.margin_type)
  return position(market, {
    wallet: name,
    contracts: row.size,
    inCoins: true,
    side: 'net',
    markPrice: row.mark_price,
    notional: row.notional,
    unrealizedProfit: row.unrealized_pnl,
    initialMargin: row.isolated_im,
    maintMargin: row.isolated_mm,
    marginBalance: isolated ? row.isolated_balance : null,
    leverage: row.leverage,
    entryPrice: row.entry_price,
    liquidationPrice: row.est_liquidation_price,
    marginMode: isolated === null ? null : isolated ? 'isolated' : 'cross',
  })
}

/** What lies above the trading accounts, and margins nothing. */
export async function funding(api: AccountApi): Promise<TokenHolding[] | null> {
  const found = await api.ask('funding', 'privateTradingPostFullV1FundingAccountSummary', {}, Funding)
  return (
    found && held(found.spot_balances.map(({ currency, balance }) => plainToken('funding', api.code(currency), balance, null)))
  )
}
