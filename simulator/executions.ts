import { Decimal, text } from './decimal'
import type { Exchange } from './exchange'
import type { Ledger, LedgerPosition } from './ledger'
import type { SimMarket } from './markets/market'
import type { Draft } from './movement'

/** A trade that somebody did on an account: what `POST /_control/executions` takes, completed. */
export interface Execution {
  market: SimMarket
  side: 'buy' | 'sell'
  /** Base coins for spot, contracts for derivatives; positive. */
  size: string
  price: string
  /** Contracts that it closed; `0` for one that only opened. */
  closed: string
  /** In the settlement currency; `0` where nothing was closed. */
  profit: string
  /** The side of a hedge-mode position that it changed; `net` in one-way mode and for spot. */
  positionSide: LedgerPosition['side']
}

export interface ExecutionInput {
  side: 'buy' | 'sell'
  size: string
  /** Default: the market's last price. */
  price?: string
  /** Hedge mode; default: the side that the execution opens. */
  positionSide?: 'long' | 'short'
}

/**
 * Writes a trade into a ledger, without a fee: coins change hands in spot; a position grows at its average entry,
 * shrinks with its profit booked to the settlement coin of its wallet, or turns. Throws where a hedge side would turn.
 */
export function execute(ledger: Ledger, market: SimMarket, wallet: string, input: ExecutionInput, exchange: Exchange): Execution {
  const price = input.price ?? exchange.lastPrice(market.key)
  const done = { market, side: input.side, size: input.size, price }
  const signed = new Decimal(input.size).times(input.side === 'buy' ? 1 : -1)
  if (market.type === 'spot') {
    credit(ledger, wallet, market.base, signed)
    credit(ledger, wallet, market.quote, signed.times(price).negated())
    return { ...done, closed: '0', profit: '0', positionSide: 'net' }
  }
  const positionSide =
    ledger.positionMode === 'one_way' ? 'net' : (input.positionSide ?? (input.side === 'buy' ? 'long' : 'short'))
  const held = ledger.positions.find((p) => p.wallet === wallet && p.market === market.id && p.side === positionSide)
  const before = new Decimal(held?.contracts ?? 0)
  const after = before.plus(signed)
  if (positionSide !== 'net' && !after.isZero() && after.isPositive() !== (positionSide === 'long'))
    throw new Error(`the ${positionSide} side of ${market.id} holds ${text(before, 12)}, which this would turn around`)
  const closing = !before.isZero() && before.isPositive() !== signed.isPositive()
  const closed = closing ? Decimal.min(before.abs(), signed.abs()) : new Decimal(0)
  const gained = closing && held ? profitOf(market, closed.times(before.isPositive() ? 1 : -1), held.entryPrice, price) : closed
  const profit = text(gained)
  if (market.settle && profit !== '0') credit(ledger, wallet, market.settle, new Decimal(profit))
  ledger.positions = ledger.positions.filter((p) => p !== held)
  if (!after.isZero()) {
    const opened = before.isZero() || before.isPositive() !== after.isPositive()
    const entryPrice = opened
      ? price
      : closing
        ? (held?.entryPrice ?? price)
        : averaged(market, held?.entryPrice ?? price, before, price, signed)
    const { fixed: _outdated, ...rest } = held ?? {
      wallet,
      market: market.id,
      leverage: exchange.settings(ledger).leverage.get(market.id) ?? '10',
      marginMode: exchange.settings(ledger).marginMode.get(market.id) ?? 'cross',
      side: positionSide,
    }
    ledger.positions.push({ ...rest, contracts: text(after, 12), entryPrice })
  }
  return { ...done, closed: text(closed, 12), profit, positionSide }
}

/** What an execution moved, as ledgers tell it: both coins of a spot trade, or what was closed. */
export function legsOf({ market, side, size, price, profit }: Execution, wallet: string, at: number): Draft[] {
  const base = { at, wallet, market: market.id }
  if (market.type !== 'spot')
    return market.settle && profit !== '0' ? [{ ...base, kind: 'realized', coin: market.settle, amount: profit }] : []
  const signed = new Decimal(size).times(side === 'buy' ? 1 : -1)
  return [
    { ...base, kind: 'trade', coin: market.base, amount: text(signed, 18) },
    { ...base, kind: 'trade', coin: market.quote, amount: text(signed.times(price).negated(), 18) },
  ]
}

/** In the settlement currency; `contracts` signed as they were held. */
function profitOf(market: SimMarket, contracts: Decimal, entry: string, price: string): Decimal {
  const units = contracts.times(market.contractSize)
  if (market.inverse) return units.times(new Decimal(1).div(entry).minus(new Decimal(1).div(price)))
  return units.times(new Decimal(price).minus(entry))
}

/** The average entry of what was held and what came to it: by value for inverse contracts, which count in USD. */
function averaged(market: SimMarket, entry: string, held: Decimal, price: string, added: Decimal): string {
  const all = held.plus(added)
  if (market.inverse) return text(all.div(held.div(entry).plus(added.div(price))))
  return text(held.times(entry).plus(added.times(price)).div(all))
}

/** Changes a wallet's balance of a coin. */
export function credit(ledger: Ledger, wallet: string, coin: string, amount: Decimal): void {
  const token = ledger.tokens.find((t) => t.wallet === wallet && t.coin === coin)
  if (token) {
    token.balance = text(new Decimal(token.balance).plus(amount), 18)
    // What was recorded of the old balance no longer fits.
    delete token.fixed
  } else ledger.tokens.push({ wallet, coin, balance: text(amount, 18) })
}
