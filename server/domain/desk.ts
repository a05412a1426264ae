import type { AccountFigures } from './account-figures'
import { isHeard } from './alerts/quiet'
import type { RuleKind } from './alerts/rule'
import { fixed, known, USD_DECIMALS } from './amounts'
import { type AttentionSubject, attentionOf, type Notice, noticesOf } from './attention'
import { exposureBounds, inverted, joinBounds } from './bound'
import { Decimal, type DecimalString, ZERO } from './decimal'
import { deskFreshness } from './desk-freshness'
import { DeskSums } from './desk-sums'
import { distributionOf, type Part } from './distribution'
import { accountLeverage } from './exposure'
import { leftOutOf } from './left-out'
import { SAMPLE_EXCHANGE } from './sample'
import { isStale } from './staleness'
import type {
  AccountLine,
  AccountView,
  AttentionItem,
  DeskFreshness,
  ExposureRow,
  ExposureSummary,
  FiringView,
  LineAccount,
  OverviewSummary,
} from './views'

/** What of an active account its desk's pages rest on. */
export type DeskAccount = LineAccount &
  Pick<AccountView, 'permissions' | 'keyExpiresAt' | 'keyChange' | 'parentId' | 'createdAt' | 'refreshIntervalSeconds'> &
  Pick<AttentionSubject['account'], 'newSubAccounts'>

/** Coins, and matters that want attention, that the overview names before the rest is asked for. */
export const FIRST_COINS = 8
export const FIRST_MATTERS = 5
/** Accounts that are named of those that make totals less than all: what a hint has room for. */
const FIRST_LEFT_OUT = 8

/**
 * All active accounts of a user with the figures of their newest snapshots, and the totals over them. It follows what
 * changes: a look at it costs little more for a thousand accounts than for ten. It knows no clock and asks nobody.
 */
export class Desk {
  private accounts: readonly DeskAccount[] = []
  private readonly figures = new Map<string, AccountFigures>()
  private readonly sums = new DeskSums()
  /** Worked out of all accounts; null where figures, accounts or names have changed since. */
  private kept: Worked | null = null
  private readonly notices = new Map<string, Notices>()

  get size(): number {
    return this.accounts.length
  }

  /** The active accounts, in the order of creation. */
  get active(): readonly DeskAccount[] {
    return this.accounts
  }

  /** Takes the active accounts as they are now, in their order, and new figures of some; those that are gone go. */
  take(accounts: readonly DeskAccount[], changed: ReadonlyMap<string, AccountFigures>): void {
    const known = this.accounts
    const named = accounts.length === known.length && accounts.every((account, at) => isNamedAs(account, known[at]))
    if (changed.size > 0 || !named) this.kept = null
    this.accounts = accounts
    for (const [id, figures] of changed) this.replace(id, figures)
    const active = new Set(accounts.map(({ id }) => id))
    for (const id of this.figures.keys()) if (!active.has(id)) this.replace(id, null)
    for (const id of this.notices.keys()) if (!active.has(id)) this.notices.delete(id)
  }

  summary(now: Date, { firing, unwatched }: { firing: readonly FiringView[]; unwatched: RuleKind[] }): OverviewSummary {
    const { exposure, ...same } = this.worked()
    const attention = this.attention(now, firing)
    return {
      accounts: this.accounts.length,
      sample: this.accounts[0]?.exchange === SAMPLE_EXCHANGE,
      ...same,
      exposure: exposure.summary,
      attention: {
        first: attention.slice(0, FIRST_MATTERS),
        of: attention.length,
        pressing: firing.filter(isHeard).length,
        unwatched,
      },
    }
  }

  /** The totals alone. */
  totals(): Omit<Worked, 'exposure'> {
    const { exposure: _, ...totals } = this.worked()
    return totals
  }

  /** Every coin, the largest gross exposure first. */
  exposure(): ExposureRow[] {
    return this.worked().exposure.rows
  }

  /** Each active account with the figures of its newest snapshot, null before its first, and whether they are old. */
  states(now: Date): { account: DeskAccount; figures: AccountFigures | null; stale: boolean }[] {
    return this.accounts.map((account) => {
      const figures = this.figures.get(account.id) ?? null
      return { account, figures, stale: figures !== null && staleOf(account, figures, now) }
    })
  }

  /** Everything that a person should look at: what fires, and then notices. */
  attention(now: Date, firing: readonly FiringView[]): AttentionItem[] {
    const all: Notice[] = []
    for (const account of this.accounts) {
      const figures = this.figures.get(account.id) ?? null
      const stale = figures !== null && staleOf(account, figures, now)
      const known = this.notices.get(account.id)
      if (known?.account === account && known.figures === figures && known.stale === stale) all.push(...known.notices)
      else {
        const notices = noticesOf({ account, figures, stale })
        this.notices.set(account.id, { account, figures, stale, notices })
        all.push(...notices)
      }
    }
    return attentionOf(firing, all)
  }

  freshness(now: Date): DeskFreshness {
    return deskFreshness(this.accounts, now)
  }

  /** Lines of `count` accounts from the one at `from` on, in the order of creation. */
  lines(from: number, count: number, now: Date): AccountLine[] {
    return this.accounts.slice(from, from + count).map((account) => this.line(account, now))
  }

  /** Lines of these accounts; those that are not among the active ones are left out. */
  linesOf(ids: ReadonlySet<string>, now: Date): AccountLine[] {
    return this.accounts.filter(({ id }) => ids.has(id)).map((account) => this.line(account, now))
  }

  private line(account: DeskAccount, now: Date): AccountLine {
    const figures = this.figures.get(account.id)
    return {
      account: lineAccount(account),
      figures: figures
        ? {
            asOf: figures.asOf,
            stale: staleOf(account, figures, now),
            equity: figures.equity,
            bound: figures.bound,
            leftOut: figures.bound === 'exact' ? [] : figures.leftOut,
            unrealizedProfit:
              figures.unrealizedProfit === null ? null : fixed(new Decimal(figures.unrealizedProfit), USD_DECIMALS),
            marginUse: figures.marginUse,
            marginBound: figures.marginBound,
            health: figures.health,
            nearest: figures.nearest,
          }
        : null,
    }
  }

  private replace(id: string, figures: AccountFigures | null): void {
    const before = this.figures.get(id)
    if (before) this.sums.remove(before)
    if (figures) {
      this.sums.add(figures)
      this.figures.set(id, figures)
    } else this.figures.delete(id)
  }

  private worked(): Worked {
    this.kept ??= this.work()
    return this.kept
  }

  private work(): Worked {
    const { equity, ...totals } = this.sums.totals()
    const all = this.accounts.map(({ id }) => this.figures.get(id))
    const times = all.flatMap((of) => of?.asOf.getTime() ?? [])
    const rows = this.sums.exposure()
    return {
      totalEquity: equity,
      ...totals,
      accountsWithoutEquity: all.filter((of) => (of?.equity ?? null) === null).length,
      leverage: accountLeverage(totals.grossExposure, equity),
      oldestAsOf: times.length === 0 ? null : new Date(times.reduce((oldest, at) => Math.min(oldest, at))),
      exposure: { rows, summary: exposureSummary(rows) },
      distribution: {
        asset: distributionOf(this.sums.held(), 'asset'),
        exchange: distributionOf(this.equityParts('exchange'), 'exchange'),
        account: distributionOf(this.equityParts('account'), 'account'),
      },
      bounds: this.bounds(),
      leftOut: this.leftOut(),
    }
  }

  /** Equity of each account or exchange; those of none or of unknown equity are no parts. */
  private equityParts(by: 'exchange' | 'account'): Part[] {
    const parts = new Map<string, Part>()
    for (const { id, name, exchange, exchangeName } of this.accounts) {
      const value = known(this.figures.get(id)?.equity)
      if (value === null || value.isZero()) continue
      const [key, label] = by === 'account' ? [id, name] : [exchange, exchangeName]
      parts.set(key, { key, label, value: value.plus(parts.get(key)?.value ?? 0) })
    }
    return [...parts.values()]
  }

  /** Bounds of the totals, as `overviewOf` has them of the whole book. */
  private bounds(): OverviewSummary['bounds'] {
    const all = this.accounts.map(({ id }) => this.figures.get(id))
    const equity = joinBounds(all.map((of) => (of === undefined || of.equity === null ? 'at_least' : of.bound)))
    const { gross, net } = exposureBounds(
      equity,
      all.some((of) => of !== undefined && of.unpriced.length > 0),
    )
    const profit = joinBounds(all.map((of) => of?.profitBound ?? 'uncertain'))
    return { equity, gross, net, leverage: joinBounds([gross, inverted(equity)]), profit }
  }

  private leftOut(): OverviewSummary['leftOut'] {
    const all = this.accounts.flatMap(({ id, name }) => {
      const figures = this.figures.get(id)
      const reasons = leftOutOf(figures && { equity: figures.equity, reasons: figures.leftOut })
      return reasons.length === 0 ? [] : [{ accountId: id, accountName: name, reasons }]
    })
    return { first: all.slice(0, FIRST_LEFT_OUT), of: all.length }
  }
}

/** What of the summary no clock changes, with every coin of the exposure. */
type Worked = Omit<OverviewSummary, 'accounts' | 'sample' | 'attention' | 'exposure'> & {
  exposure: { rows: ExposureRow[]; summary: ExposureSummary }
}

/** What is to be known of an account, and of which it is. */
interface Notices extends AttentionSubject {
  account: DeskAccount
  figures: AccountFigures | null
  notices: readonly Notice[]
}

function isNamedAs(account: DeskAccount, before: DeskAccount | undefined): boolean {
  return account === before || (account.id === before?.id && account.name === before.name)
}

function staleOf({ refreshIntervalSeconds, lastError }: DeskAccount, { asOf }: AccountFigures, now: Date): boolean {
  return isStale({ asOf, intervalSeconds: refreshIntervalSeconds, failed: lastError !== null }, now)
}

function lineAccount(account: DeskAccount): LineAccount {
  const { id, name, exchange, exchangeName, exchangeLabel, sandbox, archived, valid, maskedKey } = account
  const { lastRefreshedAt, lastError } = account
  return {
    ...{ id, name, exchange, exchangeName, exchangeLabel, sandbox, archived, valid, maskedKey },
    ...{ lastRefreshedAt, lastError },
  }
}

/** The first coins, and sums over all. */
export function exposureSummary(rows: readonly ExposureRow[]): ExposureSummary {
  const total = (pick: (row: ExposureRow) => DecimalString) => rows.reduce((sum, row) => sum.plus(pick(row)), ZERO).toFixed()
  return {
    first: rows.slice(0, FIRST_COINS),
    of: rows.length,
    long: total(({ long }) => long),
    short: total(({ short }) => short),
    widest: rows.reduce((most, { long, short }) => Decimal.max(most, long, new Decimal(short).abs()), ZERO).toFixed(),
  }
}
