import { walletFigures } from '../accounting'
import { Decimal, sum, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import type { SimMarket } from '../markets/market'
import { type Side, WALLET } from './call'
import { cut } from './numbers'

/** An open futures position as Binance reckons it: every figure cut off after eight decimals before it is summed. */
export interface FuturesPosition {
  market: SimMarket
  /** `BOTH` in one-way mode. */
  positionSide: 'BOTH' | 'LONG' | 'SHORT'
  /** Signed contracts. */
  amount: Decimal
  entryPrice: Decimal
  markPrice: Decimal
  breakEvenPrice: Decimal
  unrealizedProfit: Decimal
  /** Signed, in the settlement coin. */
  notional: Decimal
  initialMargin: Decimal
  maintMargin: Decimal
  isolated: boolean
  /** Isolated: the margin put up; cross: 0. */
  isolatedWallet: Decimal
  /** Isolated: the margin put up and the profit; cross: 0. */
  isolatedMargin: Decimal
  liquidationPrice: Decimal
  leverage: string
}

export interface FuturesAsset {
  asset: string
  /** False for coins that the account never held. */
  touched: boolean
  walletBalance: Decimal
  unrealizedProfit: Decimal
  marginBalance: Decimal
  initialMargin: Decimal
  maintMargin: Decimal
  crossWalletBalance: Decimal
  crossUnrealizedProfit: Decimal
  availableBalance: Decimal
  maxWithdrawAmount: Decimal
  /** USD for one coin. */
  price: Decimal
}

export interface FuturesFigures {
  positions: FuturesPosition[]
  assets: FuturesAsset[]
}

/** A taker's fee twice, which Binance adds to the price at which a position breaks even. */
const FEES = '0.0005'
/** Margin assets that every account lists, held or not. */
const LISTED = ['FDUSD', 'BTC', 'BNB', 'ETH', 'USDT', 'USDC']

export function futuresFigures(ledger: Ledger, side: Side, exchange: Exchange): FuturesFigures {
  const figures = walletFigures(ledger, WALLET[side], exchange)
  const positions = figures.positions.map((f): FuturesPosition => {
    const isolatedWallet = cut(f.isolatedMargin ?? ZERO)
    const unrealizedProfit = cut(f.unrealizedProfit)
    return {
      market: f.market,
      positionSide: f.position.side === 'net' ? 'BOTH' : f.position.side === 'long' ? 'LONG' : 'SHORT',
      amount: f.contracts,
      entryPrice: f.entryPrice,
      markPrice: f.markPrice,
      breakEvenPrice: f.entryPrice.times(new Decimal(1).plus(f.isLong ? FEES : `-${FEES}`)),
      unrealizedProfit,
      notional: cut(f.valueSettle).times(f.isLong ? 1 : -1),
      initialMargin: cut(f.initialMargin),
      maintMargin: cut(f.maintMargin),
      isolated: f.isolatedMargin !== null,
      isolatedWallet,
      isolatedMargin: f.isolatedMargin === null ? ZERO : isolatedWallet.plus(unrealizedProfit),
      liquidationPrice: f.liquidationPrice ?? ZERO,
      leverage: f.position.leverage,
    }
  })
  const held = ledger.tokens.filter((t) => t.wallet === WALLET[side])
  const listed = side === 'um' ? LISTED : coinMarginAssets(exchange)
  const coins = [...new Set([...held.map((t) => t.coin), ...positions.map((p) => p.market.settle ?? ''), ...listed])]
  const assets = coins.map((coin) => {
    const balance = held.find((t) => t.coin === coin)?.balance
    return asset(
      coin,
      balance,
      positions.filter((p) => p.market.settle === coin),
      exchange,
    )
  })
  return { positions, assets }
}

function asset(coin: string, balance: string | undefined, positions: FuturesPosition[], exchange: Exchange): FuturesAsset {
  const walletBalance = cut(balance ?? '0')
  const unrealizedProfit = sum(positions.map((p) => p.unrealizedProfit))
  const initialMargin = sum(positions.map((p) => p.initialMargin))
  const cross = positions.filter((p) => !p.isolated)
  const crossWalletBalance = walletBalance.minus(sum(positions.map((p) => p.isolatedWallet)))
  const crossUnrealizedProfit = sum(cross.map((p) => p.unrealizedProfit))
  const free = crossWalletBalance.plus(crossUnrealizedProfit).minus(sum(cross.map((p) => p.initialMargin)))
  const availableBalance = Decimal.max(0, free)
  return {
    asset: coin,
    touched: balance !== undefined || positions.length > 0,
    walletBalance,
    unrealizedProfit,
    marginBalance: walletBalance.plus(unrealizedProfit),
    initialMargin,
    maintMargin: sum(positions.map((p) => p.maintMargin)),
    crossWalletBalance,
    crossUnrealizedProfit,
    availableBalance,
    // Profit that is not realised may be margin but cannot leave.
    maxWithdrawAmount: Decimal.max(0, Decimal.min(availableBalance, availableBalance.minus(crossUnrealizedProfit))),
    price: new Decimal(exchange.coinPrice(coin) ?? '0'),
  }
}

function coinMarginAssets(exchange: Exchange): string[] {
  return [
    ...new Set(
      exchange
        .markets()
        .filter((m) => m.inverse)
        .map((m) => m.base),
    ),
  ]
}
