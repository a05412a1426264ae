import { claimTicks } from '@/db/queries/alerts'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import type { Look } from '@/server/domain/alerts/judge'
import { type Beyond, measureAccount, measureTogether, type OrdersThen, type Together } from '@/server/domain/alerts/measure'
import type { Rule, RuleKind } from '@/server/domain/alerts/rule'
import type { FundingRate } from '@/server/domain/types'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { cachedByAccount } from '../balances/get-cached'
import { ordersThen } from '../beside/orders'
import { unexplainedDays } from '../flows/unexplained'
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

/** Accounts that a rule looks at together; null: all. */
const idsOf = (rule: Rule) => ('accounts' in rule ? rule.accounts : null)

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
      return measureAccount(ofTime(rule, balance), { account, balance }, beyond)
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
    const key = ids === null ? 'all' : ids.join()
    const together = known.get(key) ?? togetherOf(rows, ids, ctx.now())
    known.set(key, together)
    return together
  }
  const hedged = balances ? await knownHedges(ctx, of(null)) : undefined
  const isJudged = (rule: Rule) => rule.kind === 'worker' || (balances !== null && BY_FIGURES.has(rule.kind) && isTotal(rule))
  const beyond: Beyond = { now: ctx.now(), idleSince: idle, ...(hedged && { hedged }) }
  await applyLook(ctx, {
    look: (rules) =>
      rules
        .filter(({ rule }) => isJudged(rule))
        .map(({ id, rule }) => ({ ruleId: id, rule, measurements: measureTogether(rule, of(idsOf(rule)), beyond) })),
    covers: ({ accountId }) => accountId === null,
  })
}

async function lookAtHistory(ctx: ServiceContext, accounts: readonly AccountView[], watched: Watched): Promise<void> {
  const rules = watched.rules.filter(({ rule }) => BY_HISTORY.has(rule.kind))
  const unexplained = rules.some(({ rule }) => rule.kind === 'unexplained') ? await unexplainedDays(ctx) : null
  const rows = accounts.map((account) => ({ account, balance: null }))
  const looks: { accountId: string | null; look: Look }[] = []
  for (const { id: ruleId, rule } of rules) {
    if (isTotal(rule)) {
      const ids = idsOf(rule)
      const some = ids === null ? accounts : accounts.filter(({ id }) => ids.includes(id))
      const now = ctx.now()
      const beyond = { now, ...(await beyondOf(ctx, rule, some, null)) }
      const measurements = measureTogether(rule, togetherOf(rows, ids, now), beyond)
      looks.push({ accountId: null, look: { ruleId, rule, measurements } })
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
