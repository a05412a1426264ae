import { claimTicks } from '@/db/queries/alerts'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import type { Look } from '@/server/domain/alerts/judge'
import { type Beyond, measureAccount, measureTotal, type Standing } from '@/server/domain/alerts/measure'
import type { Rule, RuleKind } from '@/server/domain/alerts/rule'
import { atLastKnown } from '@/server/domain/aside'
import { totalExposure } from '@/server/domain/exposure'
import { overviewOf } from '@/server/domain/overview'
import type { FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { cachedByAccount } from '../balances/get-cached'
import { unexplainedDays } from '../flows/unexplained'
import { applyLook } from './apply'
import { beyondOf } from './beyond'
import { digestIfDue } from './digest'
import { idleSince } from './idle'
import { alertCache, type Watched } from './watch'

/** People looked at in one go. */
const AT_A_TIME = 50
/** What needs the figures of all accounts. */
const BY_FIGURES: ReadonlySet<RuleKind> = new Set(['equity_level', 'exposure', 'hedge', 'funding'])

/** What rests on history: looked at every five minutes, as its finest points are five minutes apart. */
const BY_HISTORY: ReadonlySet<RuleKind> = new Set(['equity_change', 'drawdown', 'unexplained'])
const HISTORY_MS = 290_000
/** When a person's history was last looked at by this process. */
const lookedAt = new WeakMap<ServiceContext['db'], Map<string, number>>()

function isTurn({ db, userId, now }: ServiceContext): boolean {
  const times = lookedAt.get(db) ?? new Map<string, number>()
  lookedAt.set(db, times)
  const [at, last] = [now().getTime(), times.get(userId)]
  if (last !== undefined && at >= last && at - last < HISTORY_MS) return false
  times.set(userId, at)
  return true
}

/**
 * Looks, for everybody for whom that was not done within a minute, at what time alone changes and at all accounts together.
 * Any number of workers may do so. @returns how many people were looked at
 */
export async function tickAlerts(deps: Deps, signal: AbortSignal): Promise<number> {
  const people = await claimTicks(deps.db, deps.now(), AT_A_TIME)
  const idle = people.length > 0 ? await idleSince(deps) : null
  for (const userId of people) {
    signal.throwIfAborted()
    const ctx: ServiceContext = { ...deps, userId, actor: { kind: 'system' }, signal }
    await Promise.all([tickPerson(ctx, idle), digestIfDue(ctx)]).catch((error: unknown) => {
      if (!signal.aborted) deps.log.warn({ cause: describeCause(error) }, 'alerts of a person could not be looked at')
    })
  }
  return people.length
}

const isTotal = (rule: Rule) => rule.kind === 'hedge' || ('of' in rule && rule.of === 'total')

/** All that a minute shows of one person's accounts. */
export async function tickPerson(ctx: ServiceContext, idle: Date | null): Promise<void> {
  const watched = await alertCache(ctx).of(ctx)
  const kinds = new Set(watched.rules.map(({ rule }) => rule.kind))
  if (kinds.size === 0) return
  const accounts = await loadAccounts(ctx, false)
  const needsFigures = watched.rules.some(({ rule }) => BY_FIGURES.has(rule.kind) && (isTotal(rule) || rule.kind === 'funding'))
  const balances = needsFigures ? await cachedByAccount(ctx, accounts) : null
  const funding = kinds.has('funding') && balances ? await fundingByExchange(ctx, accounts, balances) : null
  for (const account of accounts) await lookAtAccount(ctx, account, balances?.get(account.id) ?? null, funding)
  await lookAtTotal(ctx, accounts, balances, idle)
  if (watched.rules.some(({ rule }) => BY_HISTORY.has(rule.kind)) && isTurn(ctx)) await lookAtHistory(ctx, accounts, watched)
}

async function lookAtAccount(
  ctx: ServiceContext,
  account: AccountView,
  balance: BalanceView | null,
  funding: ReadonlyMap<string, ReadonlyMap<string, FundingRate>> | null,
): Promise<void> {
  const standing: Standing = { account, balance }
  const rates = funding?.get(account.exchange)
  const beyond: Beyond = { now: ctx.now(), ...(rates && { funding: rates }) }
  const judged = (rule: Rule) => rule.kind === 'unknown' || rule.kind === 'key' || (rule.kind === 'funding' && balance !== null)
  await applyLook(ctx, {
    look: (rules) =>
      rules
        .filter(({ rule }) => judged(rule))
        .map(({ id, rule }) => ({ ruleId: id, rule, measurements: measureAccount(ofTime(rule, balance), standing, beyond) })),
    covers: ({ accountId, subject }) => accountId === account.id && !(balance === null && /^(wallets|unpriced):/.test(subject)),
  })
}

/** Without figures, a rule of what is not known looks at their age alone. */
function ofTime(rule: Rule, balance: BalanceView | null): Rule {
  return rule.kind === 'unknown' && balance === null ? { ...rule, wallets: false, unpriced: false } : rule
}

async function lookAtTotal(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  balances: ReadonlyMap<string, BalanceView> | null,
  idle: Date | null,
): Promise<void> {
  const rows = accounts.map((account) => ({ account, balance: balances?.get(account.id) ?? null }))
  const assets = rows.flatMap(({ balance }) => balance?.assets ?? [])
  const totals = balances ? overviewOf(rows) : null
  const incomplete =
    totals === null || rows.some(({ account, balance }) => balance === null || balance.stale || account.lastError !== null)
  const { gross, net } = balances ? totalExposure(assets) : { gross: null, net: null }
  const total = {
    equity:
      totals &&
      atLastKnown(
        totals.totalEquity,
        rows.map(({ balance }) => balance?.aside),
      ),
    gross,
    net,
    assets,
    incomplete,
  }
  await applyLook(ctx, {
    look: (rules: Watched['rules']) =>
      rules
        .filter(
          ({ rule }) =>
            (rule.kind === 'worker' && accounts.length > 0) || (balances !== null && BY_FIGURES.has(rule.kind) && isTotal(rule)),
        )
        .map(({ id, rule }) => ({
          ruleId: id,
          rule,
          measurements: measureTotal(rule, total, { now: ctx.now(), idleSince: idle }),
        })),
    covers: ({ accountId }) => accountId === null,
  })
}

async function lookAtHistory(ctx: ServiceContext, accounts: readonly AccountView[], watched: Watched): Promise<void> {
  const rules = watched.rules.filter(({ rule }) => BY_HISTORY.has(rule.kind))
  const unexplained = rules.some(({ rule }) => rule.kind === 'unexplained') ? await unexplainedDays(ctx) : null
  const total = { equity: null, gross: null, net: null, assets: [], incomplete: true }
  const looks: { accountId: string | null; look: Look }[] = []
  for (const { id: ruleId, rule } of rules) {
    if (isTotal(rule)) {
      const beyond = { now: ctx.now(), ...(await beyondOf(ctx, rule, accounts, null)) }
      looks.push({ accountId: null, look: { ruleId, rule, measurements: measureTotal(rule, total, beyond) } })
      continue
    }
    for (const account of accounts) {
      if ('accounts' in rule && rule.accounts !== null && !rule.accounts.includes(account.id)) continue
      const beyond = { now: ctx.now(), ...(await beyondOf(ctx, rule, [account], unexplained)) }
      const measurements = measureAccount(rule, { account, balance: null }, beyond)
      looks.push({ accountId: account.id, look: { ruleId, rule, measurements } })
    }
  }
  for (const { accountId, look } of looks) {
    await applyLook(ctx, {
      look: (now) => (now.some(({ id }) => id === look.ruleId) ? [look] : []),
      covers: (state) => state.ruleId === look.ruleId && state.accountId === accountId,
    })
  }
}

async function fundingByExchange(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  balances: ReadonlyMap<string, BalanceView>,
): Promise<Map<string, ReadonlyMap<string, FundingRate>>> {
  const hasPerps = ({ id, sandbox }: AccountView) =>
    !sandbox && balances.get(id)?.assets.some(({ marketType }) => marketType === 'perp')
  const exchanges = [...new Set(accounts.filter(hasPerps).map(({ exchange }) => exchange))]
  const found = new Map<string, ReadonlyMap<string, FundingRate>>()
  await Promise.all(
    exchanges.map(async (exchange) => {
      const rates = await ctx.exchanges.fundingRates?.(exchange, ctx.signal).catch(() => undefined)
      if (rates) found.set(exchange, rates)
    }),
  )
  return found
}
