import type * as z from 'zod'
import { type Decimal, ZERO } from '@/server/domain/decimal'
import type { hummingbotAccountsDistribution, hummingbotDistribution } from '../schemas/hummingbot'
import { type Held, plus, wireFigure } from './hummingbot-held'

/** Decimals of a percentage, and of USD. */
const PERCENT_DECIMALS = 4
const USD_DECIMALS = 6

const round = (value: Decimal | null, decimals: number) => wireFigure(value === null ? null : value.toDecimalPlaces(decimals))
const usd = (value: Decimal | null) => round(value, USD_DECIMALS)

/** A share in percent; of a whole that is not known, or is nothing, there is none. */
function percent(value: Decimal | null, whole: Decimal | null) {
  if (value === null || whole === null || !whole.gt(0)) return wireFigure(null)
  return round(value.div(whole).times(100), PERCENT_DECIMALS)
}

const total = (values: readonly (Decimal | null)[]) => values.reduce<Decimal | null>(plus, ZERO)
const whole = (all: readonly Held[]) => total(all.flatMap(({ rows }) => rows.map(({ value }) => value)))

/** The most valuable first; what is not known comes last. */
const byValue = (a: { value: Decimal | null }, b: { value: Decimal | null }) =>
  a.value === null || b.value === null ? Number(a.value === null) - Number(b.value === null) : b.value.cmp(a.value)

/** What is held by token, each with the accounts that hold it. */
export function wireDistribution(all: readonly Held[], filter: string): z.input<typeof hummingbotDistribution> {
  const sum = whole(all)
  const tokens = new Map<string, { account: string; connector: string; units: Decimal | null; value: Decimal | null }[]>()
  for (const { account, connector, rows } of all) {
    for (const { token, units, value } of rows) {
      const known = tokens.get(token)
      if (known) known.push({ account, connector, units, value })
      else tokens.set(token, [{ account, connector, units, value }])
    }
  }
  const ordered = [...tokens]
    .map(([token, parts]) => ({
      ...{ token, parts },
      value: total(parts.map(({ value }) => value)),
      units: total(parts.map(({ units }) => units)),
    }))
    .sort(byValue)
  return {
    total_portfolio_value: usd(sum),
    token_count: ordered.length,
    distribution: ordered.map(({ token, parts, value, units }) => ({
      token,
      total_value: usd(value),
      total_units: wireFigure(units),
      percentage: percent(value, sum),
      accounts: Object.fromEntries(
        parts.map(({ account, connector, ...part }) => {
          const own = { value: usd(part.value), units: wireFigure(part.units) }
          return [account, { ...own, percentage: percent(part.value, sum), connectors: { [connector]: own } }]
        }),
      ),
    })),
    tokens: Object.fromEntries(
      ordered.map(({ token, value }) => [token, { value: usd(value), percentage: percent(value, sum) }]),
    ),
    account_filter: filter,
  }
}

/** What is held by account. */
export function wireAccountsDistribution(all: readonly Held[]): z.input<typeof hummingbotAccountsDistribution> {
  const sum = whole(all)
  const ordered = all.map((held) => ({ ...held, value: whole([held]) })).sort(byValue)
  return {
    total_portfolio_value: usd(sum),
    account_count: ordered.length,
    distribution: ordered.map(({ account, connector, value }) => {
      const share = { value: usd(value), percentage: percent(value, sum) }
      return { account, total_value: share.value, percentage: share.percentage, connectors: { [connector]: share } }
    }),
  }
}
