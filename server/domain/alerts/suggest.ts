import { worstMarginRatio } from '../account-figures'
import { Decimal, type DecimalString } from '../decimal'
import { accountLeverage } from '../exposure'
import { distanceToLiquidation, nearestLiquidation } from '../liquidation'
import type { Asset, WalletEquity } from '../types'
import type { Rule } from './rule'

/** A rule that may be made from what stands there, its limit set beside the figure as it is now. */
export interface Suggestion {
  /** What passes the limit, e.g. `Margin ratio above`. */
  label: string
  /** As it is now; null: not known. */
  now: DecimalString | null
  rule: Extract<Rule, { warn: string | null }>
}

const DISTANCES = ['0.5', '0.4', '0.3', '0.25', '0.2', '0.15', '0.1', '0.05', '0.03', '0.02', '0.01']
const RATIOS = ['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '0.95']
const LEVERAGES = ['1', '2', '3', '5', '7', '10', '15', '20', '30', '50', '100']
/** How far from the figure as it is a limit lies at least: one that fires at once tells nothing. */
const ROOM = '1.25'

/** The highest of round limits that leaves room below the figure. */
function below(now: DecimalString | null, limits: readonly string[], unknown: string): string {
  if (now === null) return unknown
  const most = new Decimal(now).div(ROOM)
  return limits.find((limit) => most.gte(limit)) ?? (limits.at(-1) as string)
}

/** The lowest of round limits that leaves room above the figure. */
function above(now: DecimalString | null, limits: readonly string[], unknown: string): string {
  if (now === null) return unknown
  const least = new Decimal(now).times(ROOM)
  return limits.find((limit) => least.lte(limit)) ?? (limits.at(-1) as string)
}

/** Rules about one open position. */
export function positionSuggestions(accountId: string, position: Asset): Suggestion[] {
  const accounts = [accountId]
  const { symbol } = position
  const distance = distanceToLiquidation(position)
  const found: Suggestion[] = [
    {
      label: 'Nearer to liquidation than',
      now: distance,
      rule: { kind: 'liquidation', warn: below(distance, DISTANCES, '0.1'), urgent: null, accounts, symbol },
    },
  ]
  if (position.marketType === 'perp') {
    const rule = { kind: 'funding', warn: '0.3', urgent: null, accounts, symbol } as const
    found.push({ label: 'Pays funding a year above', now: null, rule })
  }
  return found
}

/** Rules about one account. */
export function accountSuggestions(
  accountId: string,
  balance: {
    equity: DecimalString | null
    grossExposure: DecimalString | null
    equities: readonly WalletEquity[]
    assets: readonly Asset[]
  },
): Suggestion[] {
  const accounts = [accountId]
  const { equity, equities, assets, grossExposure } = balance
  const ratio = worstMarginRatio(equities)
  const nearest = nearestLiquidation(assets)?.distance ?? null
  const leverage = accountLeverage(grossExposure, equity)
  const found: Suggestion[] = []
  // Cents are nothing that anybody waits for, and limits have no more than fifteen digits before the point.
  if (equity !== null && new Decimal(equity).gte(1) && new Decimal(equity).lt('1e15')) {
    const level = new Decimal(equity).times('0.9').toSignificantDigits(2, Decimal.ROUND_DOWN).toFixed()
    const rule = { kind: 'equity_level', warn: level, urgent: null, of: 'account', accounts, passes: 'below' } as const
    found.push({ label: 'Equity below', now: equity, rule })
  }
  if (assets.some(({ assetType }) => assetType === 'position')) {
    found.push(
      {
        label: 'Margin ratio above',
        now: ratio,
        rule: { kind: 'margin', warn: above(ratio, RATIOS, '0.5'), urgent: null, accounts },
      },
      {
        label: 'A position nearer to liquidation than',
        now: nearest,
        rule: { kind: 'liquidation', warn: below(nearest, DISTANCES, '0.1'), urgent: null, accounts, symbol: null },
      },
    )
  }
  if (leverage !== null && new Decimal(leverage).gt(0)) {
    const warn = above(leverage, LEVERAGES, '5')
    const rule = { kind: 'exposure', warn, urgent: null, of: 'account', accounts, figure: 'leverage', coin: null } as const
    found.push({ label: 'Leverage above', now: leverage, rule })
  }
  return found
}

/** Whether a rule is about this account, or about this position of it, by name. */
export function isAbout(rule: Rule, accountId: string, symbol: string | null): boolean {
  if (!('accounts' in rule) || !rule.accounts?.includes(accountId)) return false
  return ('symbol' in rule ? rule.symbol : null) === symbol
}
