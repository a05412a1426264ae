import type { DecimalString } from '../decimal'
import type { Beta, CoinGreeks, HedgeNow, RiskAccount } from '../risk/types'

/** All that a page needs to move prices by itself. */
export interface BookRiskView {
  accounts: RiskAccount[]
  /** Of coins that are held; others are not known. */
  betas: Beta[]
  /** Days that betas look back, and the least that they are told of. */
  betaDays: { back: number; least: number }
  /** Coins that something moves with, the largest first. USD, without signs. */
  coins: { coin: string; gross: DecimalString }[]
  greeks: CoinGreeks[]
  /** The oldest reading that it rests on. */
  oldestAsOf: Date | null
}

export interface RiskHedgesView {
  hedges: (HedgeNow & {
    /** What it brought over the days before, as the page of funding tells; null: it was none then. */
    realised: { days: number; carry: DecimalString | null; yearly: DecimalString | null } | null
  })[]
  /** Days that are looked back for what was realised. */
  days: number
}
