import { type PositionFigures, walletFigures } from '../accounting'
import { Decimal, sum, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger, LedgerToken } from '../ledger'

/** One currency of the trading account, as OKX reckons it: margin of isolated positions has left the cash balance. */
export interface CurrencyFigures {
  token: LedgerToken
  cashBalance: Decimal
  /** Of positions, options apart, isolated ones too. */
  unrealizedProfit: Decimal
  isolatedEquity: Decimal
  isolatedProfit: Decimal
  /** Cross positions only. */
  initialMargin: Decimal
  maintMargin: Decimal
  /** Cash, profit on cross margin, isolated equity and what options are worth. */
  equity: Decimal
  locked: Decimal
  liability: Decimal
  interest: Decimal
  available: Decimal
  /** USD for one coin; null for one that no market prices. */
  price: Decimal | null
}

export interface TradingFigures {
  currencies: CurrencyFigures[]
  positions: PositionFigures[]
}

export function tradingFigures(ledger: Ledger, exchange: Exchange): TradingFigures {
  const { positions } = walletFigures(ledger, 'trading', exchange)
  const held = ledger.tokens.filter((t) => t.wallet === 'trading')
  const known = new Set(held.map((t) => t.coin))
  const others = [...new Set(positions.map((p) => p.market.settle ?? ''))].filter((coin) => coin !== '' && !known.has(coin))
  const tokens = [...held, ...others.map((coin): LedgerToken => ({ wallet: 'trading', coin, balance: '0' }))]
  return { positions, currencies: tokens.map((token) => currency(token, positions, exchange)) }
}

/**
 * Currency equity = cash balance + profit of cross positions + margin and profit of isolated positions + value of options.
 * https://www.okx.com/help/iii-single-currency-margin-cross-margin-trading
 */
function currency(token: LedgerToken, all: PositionFigures[], exchange: Exchange): CurrencyFigures {
  const mine = all.filter((p) => p.market.settle === token.coin)
  const options = mine.filter((p) => p.market.type === 'option')
  const futures = mine.filter((p) => p.market.type !== 'option')
  const isolated = futures.filter((p) => p.isolatedMargin !== null)
  const cross = mine.filter((p) => p.isolatedMargin === null)
  const put = sum(isolated.map((p) => p.isolatedMargin ?? ZERO))
  const isolatedProfit = sum(isolated.map((p) => p.unrealizedProfit))
  const crossProfit = sum(futures.filter((p) => p.isolatedMargin === null).map((p) => p.unrealizedProfit))
  const cashBalance = new Decimal(token.balance).minus(put)
  const initialMargin = sum(cross.map((p) => p.initialMargin))
  const locked = new Decimal(token.locked ?? '0')
  const price = exchange.coinPrice(token.coin)
  return {
    token,
    cashBalance,
    unrealizedProfit: crossProfit.plus(isolatedProfit),
    isolatedEquity: put.plus(isolatedProfit),
    isolatedProfit,
    initialMargin,
    maintMargin: sum(cross.map((p) => p.maintMargin)),
    equity: cashBalance
      .plus(crossProfit)
      .plus(put)
      .plus(isolatedProfit)
      .plus(sum(options.map(optionValue))),
    locked,
    liability: new Decimal(token.borrowed ?? '0'),
    interest: new Decimal(token.interest ?? '0'),
    available: Decimal.max(0, cashBalance.plus(crossProfit).minus(initialMargin).minus(locked)),
    price: price === null ? null : new Decimal(price),
  }
}

/** Signed, in the settlement currency. */
export function optionValue(position: PositionFigures): Decimal {
  return position.valueSettle.times(position.isLong ? 1 : -1)
}
