import { fixed } from '../../amounts'
import { baseCoin } from '../../coins'
import { Decimal, type DecimalString } from '../../decimal'
import { accountLeverage, exposureByBase } from '../../exposure'
import type { Asset } from '../../types'
import type { ExposureRow } from '../../views'
import type { Rule } from '../rule'
import { type Facts, figure, type Measurement, partial, type Standing, type Together, togetherFigure, whole } from './seen'

type Exposure = Extract<Rule, { kind: 'exposure' }>

/** Exposure or leverage of an account; a wallet that is missing may hold more. */
export function exposure(rule: Exposure, standing: Standing): Measurement {
  const { balance } = standing
  const all = balance && { ...balance, gross: balance.grossExposure, net: balance.netExposure }
  const seen = figure(rule, standing, all && exposed(rule, all), { facts: exposureFacts(rule) })
  return whole(standing) ? seen : partial(seen)
}

export function exposureTogether(rule: Exposure, together: Together): Measurement {
  return togetherFigure(rule, together, exposed(rule, together), {
    subject: rule.coin === null ? 'total' : `coin:${rule.coin}`,
    facts: exposureFacts(rule),
    partial: together.incomplete,
  })
}

const exposureFacts = ({ figure: what, coin }: Exposure): Facts => ({ what, ...(coin !== null && { coin }) })
const abs = (value: DecimalString | null) => (value === null ? null : new Decimal(value).abs().toFixed())

function exposed(
  { coin, figure: of }: Exposure,
  { assets, equity, gross, net }: Pick<Together, 'assets' | 'equity' | 'gross' | 'net'>,
): DecimalString | null {
  if (coin === null) return abs(of === 'leverage' ? accountLeverage(gross, equity) : of === 'gross' ? gross : net)
  const isIt = (base: string) => baseCoin(base).toUpperCase() === baseCoin(coin).toUpperCase()
  if (assets.some(({ base, notional }) => notional === null && isIt(base))) return null
  const row = exposureByBase(assets).find(({ base }) => isIt(base))
  return of === 'leverage' ? accountLeverage(row?.gross ?? '0', equity) : abs(row?.[of] ?? '0')
}

/** A coin of which something is held and something is owed. */
const isHedged = ({ long, short }: Pick<ExposureRow, 'long' | 'short'>) => new Decimal(long).gt(0) && new Decimal(short).lt(0)

/** Coins that are held long and short. */
export function hedgedCoins(assets: readonly Asset[]): string[] {
  return exposureByBase(assets).flatMap((row) => (isHedged(row) ? [row.base] : []))
}

/**
 * How far coins that are held long and short lean to one side. One of which a side was closed altogether is a hedge still
 * that leans by all there is: that is when it matters most.
 * @param hedged coins that were hedged of late; absent: not known
 */
export function hedges(
  rule: Extract<Rule, { kind: 'hedge' }>,
  together: Together,
  hedged: ReadonlySet<string> = new Set(),
): Measurement[] {
  const wanted = rule.coin === null ? null : baseCoin(rule.coin).toUpperCase()
  return exposureByBase(together.assets)
    .filter((row) => (wanted === null ? isHedged(row) || hedged.has(row.base) : row.base.toUpperCase() === wanted))
    .map(({ base, net, gross, partial: unvalued }) => {
      const leans = new Decimal(gross).gt(0) ? fixed(new Decimal(net).abs().div(gross), 6) : '0'
      const known = !together.incomplete && !unvalued
      return togetherFigure(rule, together, known ? leans : null, { subject: `coin:${base}`, facts: { coin: base } })
    })
}
