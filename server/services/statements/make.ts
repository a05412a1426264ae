import type { KeyObject } from 'node:crypto'
import { listAccounts } from '@/db/queries/accounts'
import { accountDays, type StoredDay } from '@/db/queries/performance-days'
import type { ServiceContext } from '@/server/context'
import type { ReturnNote } from '@/server/domain/performance/types'
import type { AccountView, StatementView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { StatementInput } from '@/server/schemas/statements'
import { canonical, publishedKey, type Statement, sealPdf, sha256, signStatement } from '@/server/statements/envelope'
import { sentence } from '../../language/sentence'
import { loadAccounts } from '../accounts/load'
import { requireSession } from '../authorise'
import { equityHistoryOf } from '../history/equity'
import { performanceOf } from '../performance/get'
import { accountsOfTags, loadTag } from '../tags/load'
import { countAttempts } from '../users/attempts'

/** Days are settled so long after their end. */
const SETTLED_MS = 2 * 3_600_000
const DAY_MS = 86_400_000

const WHY: Readonly<Record<ReturnNote, string>> = {
  no_equity: 'Not known: nothing, or less, was held at the beginning of a day.',
  no_base: 'Not known: more was taken out in a day than had been held.',
  no_points: 'Not known: nothing was read in this month.',
  gap: 'Not known: not everything that came and went is known.',
}

/**
 * What the person's accounts, some of them, or those that a tag takes, were worth at the end of a month and what they returned in it, signed by this
 * installation: as JSON, as PDF, and what it rests on. What is not known is said to be so, with why.
 * @throws DomainError `bad_request` at the field `month` for one that is not over; `not_found` for an account or a tag that is not
 * theirs
 */
export async function makeStatement(
  ctx: ServiceContext,
  input: StatementInput,
  { issuer, key }: { issuer: string; key: () => Promise<KeyObject> },
): Promise<StatementView> {
  requireSession(ctx)
  const { from, to } = monthOf(ctx, input.month)
  await countAttempts(ctx, [{ kind: 'statement', subject: ctx.deskId }])
  const tag = input.tagId ? await loadTag(ctx, input.tagId) : null
  const ids = tag ? accountsOfTags([tag]) : (input.accountIds ?? null)
  const accounts = await accountsOf(ctx, ids, { from, to })
  const { statement, basis } = await statementOf(ctx, accounts, { month: input.month, from, to, issuer, tag: tag?.name ?? null })
  const opened = await key()
  // Loaded for those who want one: it is of no use to anybody else.
  const { statementPdf } = await import('@/server/statements/pdf')
  const pdf = await statementPdf(statement, publishedKey(opened).kid)
  return {
    month: input.month,
    nav: statement.nav,
    twr: statement.twr,
    json: canonical(signStatement(opened, statement)),
    pdf: sealPdf(opened, statement, pdf).toString('base64'),
    basis,
  }
}

function monthOf(ctx: ServiceContext, month: string): { from: Date; to: Date } {
  const from = new Date(`${month}-01T00:00:00Z`)
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1))
  if (ctx.now().getTime() >= to.getTime() + SETTLED_MS) return { from, to }
  const message = sentence`This month is not over: a statement of it can be made two hours after its end (UTC).`
  throw new DomainError('bad_request', message, { fields: { month: message } })
}

/** An account, and until when it was open; null: it is. */
type Had = AccountView & { archivedAt: Date | null }

/** Accounts that there were in the month, whether they were archived in it, since, or not. */
async function accountsOf(
  ctx: ServiceContext,
  ids: readonly string[] | null,
  { from, to }: { from: Date; to: Date },
): Promise<Had[]> {
  const [views, rows] = await Promise.all([
    loadAccounts(ctx, true),
    ctx.db.asDesk(ctx.deskId, (tx) => listAccounts(tx, ctx.deskId, { includeArchived: true })),
  ])
  const ends = new Map(rows.map(({ id, archivedAt }) => [id, archivedAt]))
  const all = views.map((view): Had => ({ ...view, archivedAt: ends.get(view.id) ?? null }))
  const chosen =
    ids?.map((id) => {
      const account = all.find((each) => each.id === id.toLowerCase())
      if (!account) throw new DomainError('not_found', sentence`No such account.`)
      return account
    }) ?? all
  const there = chosen.filter(({ createdAt, archivedAt }) => createdAt < to && (archivedAt === null || archivedAt > from))
  if (there.length > 0) return there
  const message = sentence`None of these accounts was here in ${from.toISOString().slice(0, 7)}.`
  throw new DomainError('bad_request', message, { fields: { month: message } })
}

interface Terms {
  month: string
  from: Date
  to: Date
  issuer: string
  /** What the accounts have in common; null: nothing was said. */
  tag: string | null
}

async function statementOf(
  ctx: ServiceContext,
  accounts: readonly Had[],
  { month, from, to, issuer, tag }: Terms,
): Promise<{ statement: Statement; basis: string }> {
  const accountIds = accounts.map(({ id }) => id)
  const range = { range: 'custom', from, to, accountIds } as const
  // The days are made where nobody asked for them yet, and are then what the rest is of.
  const performance = await performanceOf(ctx, accounts, { ...range, groupBy: 'none' })
  const lastDay = new Date(to.getTime() - DAY_MS).toISOString().slice(0, 10)
  const [days, history] = await Promise.all([
    ctx.db.asDesk(ctx.deskId, (tx) =>
      accountDays(tx, ctx.deskId, accountIds, { from: from.toISOString().slice(0, 10), to: lastDay }),
    ),
    equityHistoryOf(ctx, { ...range, groupBy: 'total', maxPoints: 100, resolutionSeconds: 86_400 }, Promise.resolve(accounts)),
  ])
  const basis = canonical(days.map(basisRow))
  // One that was archived since was open on the last day as all others were.
  const open = accounts.filter(({ archivedAt }) => archivedAt === null || archivedAt >= to)
  const point = history.series[0]?.points.find(({ at }) => at.toISOString().startsWith(lastDay))
  const closing = days.filter(({ day }) => day === lastDay)
  const { twr, start, flows, gain, notes } = performance
  const [note] = notes
  const statement: Statement = {
    ...{ type: 'ballast-statement', version: 1, issuer, month, currency: 'USD' },
    ...{ from: from.toISOString(), to: to.toISOString(), madeAt: ctx.now().toISOString() },
    ...(tag !== null && { tag }),
    accounts: accounts.map(({ name, exchangeName }) => ({ name, exchange: exchangeName })),
    nav: navOf(open, closing, point ?? null),
    twr: {
      value: twr,
      why: twr === null ? (note ? WHY[note] : 'Not known.') : null,
      since: performance.days[0]?.day ?? null,
    },
    ...{ opening: start, flows, gain },
    basis: { rows: days.length, sha256: sha256(basis) },
  }
  return { statement, basis }
}

type Nav = Statement['nav']

function navOf(
  open: readonly Had[],
  closing: readonly StoredDay[],
  point: { close: string | null; bound: Nav['bound'] } | null,
): Nav {
  const readFrom =
    closing.length === 0 ? null : new Date(Math.min(...closing.map(({ closeAt }) => closeAt.getTime()))).toISOString()
  const missing = open.filter(({ id }) => !closing.some(({ accountId }) => accountId === id)).length
  if (missing > 0 || point === null || point.close === null) {
    const why = `Not known: nothing was read of ${missing || open.length} of ${open.length} accounts on the last day of the month.`
    return { value: null, why, bound: 'uncertain', readFrom }
  }
  const why = point.bound === 'exact' ? null : 'Something that was held had no known value, and is not in it.'
  return { value: point.close, why, bound: point.bound, readFrom }
}

/** A stored day as it stands in what a statement rests on. */
function basisRow({ accountId, day, openAt, closeAt, opened, closed, joined, flows, weighted, factor, note }: StoredDay) {
  return {
    ...{ account: accountId, day, openAt: openAt.toISOString(), closeAt: closeAt.toISOString() },
    ...{ opened, closed, joined, flows, weighted, factor, note },
  }
}
