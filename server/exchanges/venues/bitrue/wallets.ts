import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { PositionHolding, TokenHolding } from '../../../domain/types'
import {
  absolute,
  add,
  addAll,
  amount,
  inside,
  isZero,
  maybeAmount,
  maybeText,
  negated,
  nonZero,
  subtract,
  text,
} from '../../ccxt/amounts'
import type { Market } from '../../ccxt/markets'
import type { AccountApi } from '../../reading/api'
import { held, marginToken, merged, plainToken, position, profitOf } from '../../reading/rows'
import { type Unlisted, unlistedMarket } from '../../reading/unlisted'

/**
 * https://github.com/Bitrue-exchange/Spot-official-api-docs (2023-07-14), Account information;
 * https://github.com/Bitrue-exchange/USDT-M-Future-open-api-docs (2023-09-12), v2/UserV2ControllerApi.md and, of contracts settled in
 * coins, v2/htmldoc/includesCoin: Account Information V2.
 */

export const Spot = z.object({ balances: z.array(z.object({ asset: z.string(), free: amount, locked: amount })) })

export const spotRows = ({ balances }: z.output<typeof Spot>, api: AccountApi): TokenHolding[] =>
  merged(held(balances.map(({ asset, free, locked }) => plainToken('spot', api.code(asset), add(free, locked) ?? free, free))))

const Position = z.object({
  /** 1 cross, 2 isolated. */
  positionType: text,
  side: z.enum(['BUY', 'SELL']),
  /** Contracts that are open; `closeVolume` were closed before and are not among them. */
  volume: amount,
  /** `avgPrice` moves with each settlement while the position is open. */
  openPrice: maybeAmount,
  /** “Newest marked price”; `positionBalance` is the value at `avgPrice`. */
  indexPrice: maybeAmount,
  leverageLevel: maybeAmount,
  holdAmount: maybeAmount,
  /** Settled and not settled yet; of cross positions the former lies in the account. */
  realizedAmount: maybeAmount,
  unRealizedAmount: maybeAmount,
  /** All that the price made since the opening. */
  openRealizedAmount: maybeAmount,
  keepRate: maybeAmount,
  maxFeeRate: maybeAmount,
  /** Where it is liquidated; `forceLiquidationPrice` is where it was. */
  reducePrice: maybeAmount,
  /** 0 the account’s own, 1 and 2 copy trading. */
  usingAccountType: maybeText,
})
type Position = z.output<typeof Position>

const Contract = z.object({ contractName: z.string(), positions: z.array(Position).nullable() })

const Account = z.object({
  marginCoin: z.string(),
  /** All but what orders freeze and isolated positions hold: margins of cross positions are in it. */
  accountNormal: amount,
  accountLock: amount,
  partPositionNormal: maybeAmount,
  totalPositionNormal: maybeAmount,
  /** Of cross positions with their profit, without what orders freeze. */
  totalEquity: amount,
  /** Of isolated positions: margin, what was settled, and what was not. */
  partEquity: amount,
  canUseTrialFund: maybeAmount,
  positionVos: z.array(Contract).nullable(),
})
type Account = z.output<typeof Account>
export const Accounts = inside('data', inside('account', z.array(Account)))

export type Kind = 'perp' | 'coinm'

/**
 * What must be left: both shares of the value at the mark. The documented prices of liquidation, cross and isolated, are
 * where equity comes to that.
 */
function maintenance(market: Market, contracts: DecimalString, row: Position): DecimalString | null {
  const mark = nonZero(row.indexPrice)
  const share = addAll(row.keepRate, row.maxFeeRate)
  if (mark === null || share === null || market.unlisted === 'contracts') return null
  const size = new Decimal(absolute(contracts)).times(market.contractSize)
  const value = market.inverse ? size.div(mark) : size.times(mark)
  return value.times(share).toDecimalPlaces(12).toFixed()
}

/** What stands before base and quote is the kind of contract: `E-BTC-USDT` is a perpetual. */
async function contractOf(kind: Kind, id: string, api: AccountApi): Promise<Market> {
  const unlisted: Unlisted = { counts: 'contracts', inverse: kind === 'coinm' }
  const market = await api.contract(id, unlisted)
  return market.unlisted ? { ...unlistedMarket(id.replace(/^[A-Z]-/, ''), unlisted), id, symbol: id } : market
}

/** What an isolated position has of its own without its profit, of which what is settled already lies in it too. */
function putUp({ holdAmount, realizedAmount, unRealizedAmount }: Position, profit: DecimalString | null): DecimalString | null {
  if (holdAmount === null || realizedAmount === null || unRealizedAmount === null || profit === null) return null
  return subtract(add(holdAmount, realizedAmount, unRealizedAmount) ?? '0', profit)
}

async function holding(kind: Kind, id: string, row: Position, both: boolean, api: AccountApi): Promise<PositionHolding | null> {
  if (isZero(row.volume)) return null
  const market = await contractOf(kind, id, api)
  const side = row.side === 'SELL' ? 'short' : 'long'
  const contracts = side === 'short' ? negated(absolute(row.volume)) : absolute(row.volume)
  const mode = row.positionType === '1' ? 'cross' : row.positionType === '2' ? 'isolated' : null
  const profit = row.openRealizedAmount ?? profitOf(market, contracts, row.openPrice, row.indexPrice)
  return position(market, {
    wallet: kind,
    contracts,
    side: both ? side : 'net',
    markPrice: nonZero(row.indexPrice),
    unrealizedProfit: profit,
    initialMargin: row.holdAmount,
    maintMargin: maintenance(market, contracts, row),
    marginBalance: mode === 'isolated' ? putUp(row, profit) : null,
    leverage: row.leverageLevel,
    entryPrice: row.openPrice,
    liquidationPrice: row.reducePrice,
    marginMode: mode,
  })
}

const openIn = ({ positions }: z.output<typeof Contract>) => (positions ?? []).filter(({ volume }) => !isZero(volume))

export interface Futures {
  kind: Kind
  holdings: (TokenHolding | PositionHolding)[]
  /** Long and short of one contract are open beside each other. */
  hedged: boolean
}

async function accountRows(kind: Kind, account: Account, api: AccountApi) {
  const contracts = (account.positionVos ?? []).map((contract) => {
    const open = openIn(contract)
    return { id: contract.contractName, open, both: new Set(open.map(({ side }) => side)).size > 1 }
  })
  const positions = held(
    await Promise.all(contracts.flatMap(({ id, open, both }) => open.map((row) => holding(kind, id, row, both, api)))),
  )
  const symbol = api.code(account.marginCoin)
  const profit = addAll(...positions.map(({ unrealizedProfit }) => unrealizedProfit))
  const equity = add(account.totalEquity, account.accountLock, account.partEquity) ?? '0'
  const { totalPositionNormal: inCross } = account
  const free = inCross === null ? null : subtract(account.accountNormal, inCross)
  const token = marginToken({
    wallet: kind,
    symbol,
    size: subtract(equity, profit),
    unrealizedProfit: profit,
    marginBalance: equity,
    initialMargin: addAll(inCross, account.partPositionNormal, account.accountLock),
    maintMargin: addAll(...positions.map(({ maintMargin }) => maintMargin)),
    available: free?.startsWith('-') ? null : free,
  })
  const other = positions.find(({ settle }) => settle !== symbol)
  if (other)
    api.doubts.push(
      `Bitrue tells ${other.symbol} in its account of ${symbol}, where ${other.settle} settles it: its equity is taken for ${symbol}.`,
    )
  if (!isZero(account.canUseTrialFund))
    api.doubts.push(
      `Bitrue gave ${account.canUseTrialFund} ${symbol} of trial funds; whether the balance holds them is not documented.`,
    )
  return { token, positions, hedged: contracts.some(({ both }) => both) }
}

/** Copy trading stands among all other positions; whether the equity that is told holds its money is not documented. */
function nameCopies(accounts: readonly Account[], api: AccountApi): void {
  const copies = accounts
    .flatMap(({ positionVos }) => positionVos ?? [])
    .filter((contract) => openIn(contract).some(({ usingAccountType }) => (usingAccountType ?? '0') !== '0'))
  if (copies.length === 0) return
  const names = [...new Set(copies.map(({ contractName }) => contractName))].join(', ')
  api.doubts.push(`Copy trading holds positions on Bitrue (${names}); whether equity holds their money is not documented.`)
}

export async function futuresRows(kind: Kind, accounts: z.output<typeof Accounts>, api: AccountApi): Promise<Futures> {
  const read = await Promise.all(accounts.map((account) => accountRows(kind, account, api)))
  nameCopies(accounts, api)
  return {
    kind,
    holdings: [...merged(held(read.map(({ token }) => token))), ...read.flatMap(({ positions }) => positions)],
    hedged: read.some(({ hedged }) => hedged),
  }
}
