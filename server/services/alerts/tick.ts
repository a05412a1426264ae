import { claimTicks } from '@/db/queries/alerts'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import type { Look } from '@/server/domain/alerts/judge'
import { type Beyond, measureAccount, measureTogether, type OrdersThen, type Together } from '@/server/domain/alerts/measure'
import { withKeyOf } from '@/server/domain/alerts/measure/keys'
import type { Rule, RuleKind } from '@/server/domain/alerts/rule'
import { seenKey, togetherOn, type WatchedRule } from '@/server/domain/alerts/watched-rule'
import type { FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { cachedByAccount } from '../balances/get-cached'
import { ordersThen } from '../beside/orders'
import { type UnexplainedDay, unexplainedDays } from '../flows/unexplained'
import { applyLook } from './apply'
import { beyondOf } from './beyond'
import { digestIfDue } from './digest'
import { knownHedges } from './hedges'
import { idleSince } from './idle'
import { togetherOf } from './together'
import { alertCache, type Watched } from './watch'

/** People looked at in one go. */
const AT_A_TIME = 50
/** What needs the figures of all accounts. */
const BY_FIGURES: ReadonlySet<RuleKind> = new Set(['equity_level', 'exposure', 'hedge', 'funding', 'no_stop'])

/** Of these what each account holds. */
const OF_EACH: ReadonlySet<RuleKind> = new Set(['funding', 'no_stop'])

/** What rests on history: looked at every five minutes, as its finest points are five minutes apart. */
const BY_HISTORY: ReadonlySet<RuleKind> = new Set(['equity_change', 'drawdown', 'unexplained'])
const HISTORY_MS = 290_000
/** When a person's history was last looked at by this process. */
const lookedAt = new WeakMap<ServiceContext['db'], Map<string, number>>()

function isTurn({ db, deskId, now }: ServiceContext): boolean {
  const times = lookedAt.get(db) ?? new Map<string, number>()
  lookedAt.set(db, times)
  const [at, last] = [now().getTime(), times.get(deskId)]
  if (last !== undefined && at >= last && at - last < HISTORY_MS) return false
  times.set(deskId, at)
  return true
}

/**
 * Looks, for everybody for whom that was not done within a minute, at what time alone changes and at all accounts together.
 * Any number of workers may do so. @returns how many people were looked at
 */
export async function tickAlerts(deps: Deps, signal: AbortSignal): Promise<number> {
  const people = await claimTicks(deps.db, deps.now(), AT_A_TIME)
  const idle = people.length > 0 ? await idleSince(deps) : null
  for (const deskId of people) {
    signal.throwIfAborted()
    const ctx: ServiceContext = { ...deps, deskId, actor: { kind: 'system' }, signal }
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
  const needsFigures = watched.rules.some(({ rule }) => BY_FIGURES.has(rule.kind) && (isTotal(rule) || OF_EACH.has(rule.kind)))
  const balances = needsFigures ? await cachedByAccount(ctx, accounts) : null
  const funding = kinds.has('funding') && balances ? await fundingByExchange(ctx, accounts, balances) : null
  const orders = kinds.has('no_stop') ? await ordersThen(ctx) : null
  await lookAtAccounts(ctx, accounts, { balances, funding, orders })
  if (accounts.length > 0) await lookAtTogether(ctx, accounts, balances, idle)
  if (watched.rules.some(({ rule }) => BY_HISTORY.has(rule.kind)) && isTurn(ctx)) await lookAtHistory(ctx, accounts, watched)
}

/** What rests on an account's figures, of which none are looked at here where they are not loaded. */
const OF_FIGURES = /^(wallets|unpriced|funding|stop):/

/** What is looked at beside the accounts; null: nothing that wants it is on. */
interface Looked {
  balances: ReadonlyMap<string, BalanceView> | null
  funding: ReadonlyMap<string, ReadonlyMap<string, FundingRate>> | null
  orders: ReadonlyMap<string, OrdersThen> | null
}

/** Time alone, of all accounts in one go: what an exchange that is down makes old is told together. */
async function lookAtAccounts(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  { balances, funding, orders }: Looked,
): Promise<void> {
  const now = ctx.now()
  const active = new Map(accounts.map((account) => [account.id, balances?.get(account.id) ?? null]))
  const measured = (rule: Rule) =>
    accounts.flatMap((account) => {
      const balance = active.get(account.id) ?? null
      if (OF_EACH.has(rule.kind) && balance === null) return []
      const rates = funding?.get(account.exchange)
      const beyond: Beyond = { now, ...(rates && { funding: rates }), orders: orders?.get(account.id) ?? null }
      return measureAccount(ofTime(rule, balance), { account: withKeyOf(account, accounts), balance }, beyond)
    })
  const judged: ReadonlySet<RuleKind> = new Set(['unknown', 'key', ...(balances ? OF_EACH : [])])
  await applyLook(ctx, {
    look: (rules) =>
      rules
        .filter(({ rule }) => judged.has(rule.kind))
        .map(({ id, rule }) => ({ ruleId: id, rule, measurements: measured(rule) })),
    covers: ({ accountId, subject }) => {
      const balance = accountId === null ? undefined : active.get(accountId)
      return balance !== undefined && !(balance === null && OF_FIGURES.test(subject))
    },
    unreadable: new Map([...active].map(([id, balance]) => [id, new Set(balance?.notIncluded.map(({ wallet }) => wallet))])),
  })
}

/** Without figures, a rule of what is not known looks at their age alone. */
function ofTime(rule: Rule, balance: BalanceView | null): Rule {
  return rule.kind === 'unknown' && balance === null ? { ...rule, wallets: false, unpriced: false } : rule
}

async function lookAtTogether(
  ctx: ServiceContext,
  accounts: readonly AccountView[],
  balances: ReadonlyMap<string, BalanceView> | null,
  idle: Date | null,
): Promise<void> {
  const rows = accounts.map((account) => ({ account, balance: balances?.get(account.id) ?? null }))
  const known = new Map<string, Together>()
  const of = (ids: readonly string[] | null): Together => {
    const key = seenKey(ids)
    const together = known.get(key) ?? togetherOf(rows, ids, ctx.now())
    known.set(key, together)
    return together
  }
  const hedged = balances ? await knownHedges(ctx, of) : null
  const isJudged = ({ rule, seen }: WatchedRule) =>
    rule.kind === 'worker' ||
    // Who sees other accounts since this look began is looked at in the next.
    (rule.kind === 'hedge' && hedged?.has(seenKey(seen)) === true) ||
    (rule.kind !== 'hedge' && balances !== null && BY_FIGURES.has(rule.kind) && isTotal(rule))
  const measured = (watched: WatchedRule) => {
    const coins = hedged?.get(seenKey(watched.seen))
    return measureTogether(watched.rule, of(togetherOn(watched)), {
      now: ctx.now(),
      idleSince: idle,
      ...(coins && { hedged: coins }),
    })
  }
  await applyLook(ctx, {
    look: (rules) => rules.filter(isJudged).map((each) => ({ ruleId: each.id, rule: each.rule, measurements: measured(each) })),
    covers: ({ accountId }) => accountId === null,
  })
}

/** The same caller as somebody who sees these accounts alone: what rests on history is asked of the database with no others there. */
const asWhoSees = (ctx: ServiceContext, seen: readonly string[] | null): ServiceContext =>
  seen === null ? ctx : { ...ctx, db: ctx.db.limitedTo(seen) }

async function lookAtHistory(ctx: ServiceContext, accounts: readonly AccountView[], watched: Watched): Promise<void> {
  const rules = watched.rules.filter(({ rule }) => BY_HISTORY.has(rule.kind))
  const unexplained = new Map<string, Promise<UnexplainedDay[]>>()
  const unexplainedTo = (seen: WatchedRule['seen']) => {
    const days = unexplained.get(seenKey(seen)) ?? unexplainedDays(asWhoSees(ctx, seen))
    unexplained.set(seenKey(seen), days)
    return days
  }
  const rows = accounts.map((account) => ({ account, balance: null }))
  const looks: { accountId: string | null; seen: WatchedRule['seen']; look: Look }[] = []
  for (const each of rules) {
    const { id: ruleId, rule, seen } = each
    const there = asWhoSees(ctx, seen)
    const ids = togetherOn(each)
    const some = ids === null ? accounts : accounts.filter(({ id }) => ids.includes(id))
    if (isTotal(rule)) {
      const now = ctx.now()
      const beyond = { now, ...(await beyondOf(there, rule, some, null)) }
      const measurements = measureTogether(rule, togetherOf(rows, ids, now), beyond)
      looks.push({ accountId: null, seen, look: { ruleId, rule, measurements } })
      continue
    }
    const days = rule.kind === 'unexplained' ? await unexplainedTo(seen) : null
    for (const account of some) {
      const beyond = { now: ctx.now(), ...(await beyondOf(there, rule, [account], days)) }
      const measurements = measureAccount(rule, { account, balance: null }, beyond)
      looks.push({ accountId: account.id, seen, look: { ruleId, rule, measurements } })
    }
  }
  for (const { accountId, seen, look } of looks) {
    const isStill = (now: WatchedRule) => now.id === look.ruleId && seenKey(now.seen) === seenKey(seen)
    await applyLook(ctx, {
      look: (now) => (now.some(isStill) ? [look] : []),
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
