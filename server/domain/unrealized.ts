import { fixed, known, sumKnown, times } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { Asset, WalletEquity } from './types'

/** Figures may differ by this share, or by a cent: exchanges round, and prices are of slightly different moments. */
const TOLERANCE = new Decimal('0.005')
const CENT = new Decimal('0.01')

/** Open profit of an account as its wallets tell it, and as the rows of its positions add up; USD. */
export interface UnrealizedSums {
  wallets: DecimalString | null
  rows: DecimalString | null
  /** The part of `rows` that is of options. */
  options: DecimalString | null
  /**
   * `agree`, also where only one of them is known. `options`: the exchange counts options by what they are worth, not by
   * what they have gained, and without them both agree. `other`: its wallets' figure is another for reasons of its own.
   */
  verdict: 'agree' | 'options' | 'other'
}

/** Lays what wallets tell beside what the rows of the same account add up to. */
export function unrealizedSums(
  equities: readonly Pick<WalletEquity, 'unrealizedProfit'>[],
  assets: readonly Pick<Asset, 'assetType' | 'marketType' | 'unrealizedProfit' | 'price'>[],
): UnrealizedSums {
  const positions = assets.filter(({ assetType }) => assetType === 'position')
  const profit = (of: typeof positions) =>
    sumKnown(of.map(({ unrealizedProfit, price }) => times(known(unrealizedProfit), known(price))))
  const wallets = sumKnown(equities.map(({ unrealizedProfit }) => known(unrealizedProfit)))
  const rows = profit(positions)
  const options = profit(positions.filter(({ marketType }) => marketType === 'option'))
  const text = (amount: Decimal | null) => amount && fixed(amount, 12)
  const verdict =
    wallets === null || rows === null || near(wallets, rows)
      ? 'agree'
      : options !== null && near(wallets, rows.minus(options))
        ? 'options'
        : 'other'
  return { wallets: text(wallets), rows: text(rows), options: text(options), verdict }
}

function near(a: Decimal, b: Decimal): boolean {
  const difference = a.minus(b).abs()
  return difference.lte(CENT) || difference.lte(Decimal.max(a.abs(), b.abs()).times(TOLERANCE))
}
