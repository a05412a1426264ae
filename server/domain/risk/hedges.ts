import { fixed, NOTIONAL_DECIMALS, usd } from '../amounts'
import { sideOf } from '../asset-figures'
import { baseCoin } from '../coins'
import { Decimal, ZERO } from '../decimal'
import { hedgeOf, isExposed } from '../exposure'
import type { Asset, FundingRate } from '../types'
import type { HedgeLeg, HedgeNow } from './types'

/** An account with what it holds now. */
export interface HedgedAccount {
  accountId: string
  accountName: string
  exchange: string
  assets: readonly Asset[]
  /** Whether every wallet was read. */
  allRead: boolean
}

const YEAR_HOURS = 365 * 24
const RATE_DECIMALS = 12
/** A side of less than this share of the other is no hedge but what is left over. */
const LEAST_SHARE = new Decimal('0.02')

/** Funding of a perpetual a year: longs pay shorts `rate` of its value every interval. Null where either is not told. */
function fundingOfYear(side: HedgeLeg['side'], value: Decimal, funding: FundingRate | null): Decimal | null {
  if (funding?.intervalHours == null || !(funding.intervalHours > 0)) return null
  const year = value.times(funding.rate).times(YEAR_HOURS).div(funding.intervalHours)
  return side === 'long' ? year.negated() : year
}

/**
 * Hedges as they stand, the largest first. Of each side's carry counts what the other side covers (`carryOf` of the past
 * does the same). Coins that are held bring nothing here: interest is in what was realised. Of dated contracts and options
 * nothing is told: what they bring is in their price.
 */
export function hedgesNow(
  accounts: readonly HedgedAccount[],
  fundingOf: (exchange: string, pair: string) => FundingRate | null,
): HedgeNow[] {
  const coins = new Map<string, { legs: (HedgeLeg & { usd: Decimal })[]; partial: boolean }>()
  for (const { accountId, accountName, exchange, assets } of accounts) {
    for (const asset of assets) {
      if (!isExposed(asset) || asset.marketType === 'option') continue
      const coin = baseCoin(asset.base)
      const of = coins.get(coin) ?? { legs: [], partial: false }
      coins.set(coin, of)
      const side = sideOf(asset)
      if (asset.notional === null) of.partial = true
      if (asset.notional === null || side === null) continue
      const value = new Decimal(asset.notional).abs()
      if (value.isZero()) continue
      const position = asset.assetType === 'position'
      const income = !position
        ? ZERO
        : asset.marketType === 'perp'
          ? fundingOfYear(side, value, fundingOf(exchange, asset.symbol))
          : null
      const leg = {
        accountId,
        accountName,
        exchange,
        symbol: asset.symbol,
        position,
        side,
        value: fixed(value, NOTIONAL_DECIMALS),
      }
      of.legs.push({ ...leg, yearly: usd(income), usd: value })
    }
  }
  const allRead = accounts.every((account) => account.allRead)
  return [...coins]
    .flatMap(([coin, of]) => hedge(coin, of, allRead) ?? [])
    .sort((a, b) => new Decimal(b.hedged).comparedTo(a.hedged) || (a.coin < b.coin ? -1 : 1))
}

function hedge(
  coin: string,
  { legs, partial }: { legs: (HedgeLeg & { usd: Decimal })[]; partial: boolean },
  allRead: boolean,
): HedgeNow | null {
  const sum = (side: HedgeLeg['side']) => legs.reduce<Decimal>((all, leg) => (leg.side === side ? all.plus(leg.usd) : all), ZERO)
  const sides = { long: sum('long'), short: sum('short') }
  const hedged = Decimal.min(sides.long, sides.short)
  if (hedged.isZero() || hedged.lt(Decimal.max(sides.long, sides.short).times(LEAST_SHARE))) return null
  const figures = {
    long: fixed(sides.long, NOTIONAL_DECIMALS),
    short: fixed(sides.short.negated(), NOTIONAL_DECIMALS),
    net: fixed(sides.long.minus(sides.short), NOTIONAL_DECIMALS),
    gross: fixed(sides.long.plus(sides.short), NOTIONAL_DECIMALS),
    partial,
  }
  const carry = legs.reduce<Decimal | null>(
    (all, leg) =>
      all === null || leg.yearly === null ? null : all.plus(new Decimal(leg.yearly).times(hedged).div(sides[leg.side])),
    ZERO,
  )
  return {
    ...{ coin, long: figures.long, short: fixed(sides.short, NOTIONAL_DECIMALS) },
    ...hedgeOf(figures, allRead),
    carry: usd(carry),
    rate: carry === null ? null : fixed(carry.div(hedged), RATE_DECIMALS),
    legs: legs
      .sort((a, b) => (a.side === b.side ? b.usd.comparedTo(a.usd) : a.side === 'long' ? -1 : 1))
      .map(({ usd: _, ...leg }) => leg),
  }
}
