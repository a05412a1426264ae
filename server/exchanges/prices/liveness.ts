import { Decimal, type DecimalString } from '../../domain/decimal'

/** What an exchange tells of a market beside its price; absent or null where it does not tell. */
export interface Trading {
  /** Traded in 24 hours, in quote currency. */
  quoteVolume?: DecimalString | null
  /** Traded in 24 hours, in base coins. */
  baseVolume?: DecimalString | null
  bid?: DecimalString | null
  ask?: DecimalString | null
  /** The last trade (or the last change of this line), in milliseconds. */
  at?: number | null
}

/** A last trade that is older says nothing of what a coin is worth. */
const MAX_TRADE_AGE = 24 * 3_600_000
/** What says to be older is no time of a trade: seconds taken for milliseconds. */
const NO_TIME = 20 * 365 * 24 * 3_600_000
/** Between what buyers bid and sellers ask, as a share of the middle. */
const MAX_SPREAD = new Decimal('0.2')

/**
 * Why a market's price decides nothing, in a few words; null for one that trades. Only what the exchange tells counts:
 * a volume of zero, a last trade of more than a day ago, a spread of more than 20 %, or a book with one side only.
 */
export function deadness(trading: Trading, now: Date): string | null {
  const volume = known(trading.quoteVolume) ?? known(trading.baseVolume)
  if (volume?.isZero()) return 'nothing traded in 24 h'
  const age = trading.at == null ? 0 : now.getTime() - trading.at
  if (age > MAX_TRADE_AGE && age < NO_TIME) return 'no trade for more than 24 h'
  const bid = known(trading.bid)
  const ask = known(trading.ask)
  if (bid === null || ask === null) return null
  if (bid.isZero() !== ask.isZero()) return bid.isZero() ? 'nobody buys' : 'nobody sells'
  const middle = bid.plus(ask).div(2)
  return middle.gt(0) && ask.minus(bid).div(middle).gt(MAX_SPREAD) ? 'bid and ask are far apart' : null
}

/** What was traded in 24 hours in quote currency, out of base coins where only those are told. */
export function quoteVolumeOf(trading: Trading, price: Decimal): Decimal | null {
  return known(trading.quoteVolume) ?? known(trading.baseVolume)?.times(price) ?? null
}

const known = (value: DecimalString | null | undefined) => (value == null ? null : new Decimal(value))
