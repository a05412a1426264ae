import * as z from 'zod'
import { latestSnapshots } from '@/db/queries/snapshots'
import type { ServiceContext } from '../context'
import type { Moment } from '../domain/moment'
import type { NotIncluded } from '../domain/types'
import type { AccountView, CachedBalanceError } from '../domain/views'
import { notIncluded } from '../rest/schemas/balances'
import { wireTime } from '../rest/schemas/common'
import type { AccountChoice } from '../schemas/balances'
import { chosenOf } from '../services/accounts/load'
import { type CachedContent, getCachedState } from '../services/balances/cached-state'
import { NEVER_READ } from '../services/balances/get-cached'
import { getFlowCoverage } from '../services/flows/coverage'
import { readDesk } from '../services/overview/desk'
import { concernedAccounts } from '../services/tags/load'

/** Of each list so much is told; the rest is counted. */
const MOST_TOLD = 40

const more = z.number().meta({ description: 'So many more that are not listed.' })

/** What an agent must know beside figures, so that it takes no unknown for zero and nothing old for new. */
export const standingSchema = z.object({
  as_of: wireTime.nullable().meta({ description: 'When the oldest of what this rests on was read; null: nothing was read yet.' }),
  stale: z
    .boolean()
    .meta({ description: 'True: something of it is older than it should be, or could not be read when last tried.' }),
  unpriced: z
    .object({ of: z.array(z.object({ account_name: z.string(), symbols: z.array(z.string()) })), more })
    .meta({ description: 'Held, but without a known price: in no sum.' }),
  not_included: z
    .object({ of: z.array(z.object({ account_name: z.string(), wallets: z.array(notIncluded) })), more })
    .meta({ description: 'Wallets that could not be read: in no sum.' }),
  gaps: z
    .object({ of: z.array(z.object({ account_name: z.string().nullable(), what: z.string() })), more })
    .meta({ description: 'What else is not known. Say so where it matters to an answer.' }),
})
export type Standing = z.output<typeof standingSchema>

/** What is asked about: which accounts, whether ledgers of what came and went matter, and of which moment (null: now). */
export interface StandingQuestion {
  choice: AccountChoice
  flows: boolean
  moment: Moment | null
}

/** An account as it stands. */
interface Own {
  id: string
  name: string
  /** Null: nothing of it is known. */
  figures: { asOf: Date; unpriced: readonly string[]; notIncluded: readonly NotIncluded[] } | null
  stale: boolean
  gaps: { account_name: string; what: string }[]
}

/** How what is told of accounts stands: those that a question names, else all. */
export async function standingOf(ctx: ServiceContext, { choice, flows, moment }: StandingQuestion): Promise<Standing> {
  const [own, coverage] = await Promise.all([
    moment === null ? ownNow(ctx, choice) : ownThen(ctx, choice, moment),
    flows ? getFlowCoverage(ctx, choice) : [],
  ])
  return told(own, coverage)
}

/** The same of accounts as they stood in the very reading that is told. @param moment of which it is; null: now */
export function standingIn(accounts: readonly CachedContent[], moment: Moment | null): Standing {
  return told(
    accounts.map(({ accountId: id, accountName: name, snapshot, body, error }) => ({
      id,
      name,
      figures: snapshot && body && { asOf: snapshot.asOf, unpriced: body.unpriced, notIncluded: body.notIncluded },
      stale: snapshot?.stale ?? moment !== null,
      gaps: moment === null ? gapOf({ name, lastError: failureOf(error) }, snapshot !== null) : gapThen(name, error),
    })),
    [],
  )
}

/** By name, so that every tool tells of the same accounts in one order, whichever way it came by them. */
function told(found: readonly Own[], coverage: Awaited<ReturnType<typeof getFlowCoverage>>): Standing {
  const own = found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const known = own.flatMap(({ name, figures }) => (figures ? [{ name, figures }] : []))
  const oldest = known.reduce<Date | null>(
    (first, { figures: { asOf } }) => (first === null || asOf < first ? asOf : first),
    null,
  )
  const missing = known.flatMap(({ name, figures: { notIncluded } }) => {
    const wallets = notIncluded.flatMap(({ wallet, reason, unopened }) => (unopened ? [] : [{ wallet, reason }]))
    return wallets.length > 0 ? [{ account_name: name, wallets }] : []
  })
  const names = new Map(coverage.length > 0 ? own.map(({ id, name }) => [id, name]) : [])
  return {
    as_of: oldest?.toISOString() ?? null,
    stale: own.some(({ figures, stale }) => stale || figures === null),
    unpriced: first(
      known.filter(({ figures: { unpriced } }) => unpriced.length > 0),
      ({ name, figures: { unpriced } }) => ({ account_name: name, symbols: unpriced.slice(0, MOST_TOLD) }),
    ),
    not_included: first(missing, (each) => each),
    gaps: first(
      [
        ...own.flatMap(({ gaps }) => gaps),
        ...coverage.flatMap(({ accountId, gaps }) =>
          flowGaps(
            names.get(accountId) ?? null,
            gaps.filter(({ external }) => external),
          ),
        ),
      ],
      (gap) => gap,
    ),
  }
}

async function ownNow(ctx: ServiceContext, choice: AccountChoice): Promise<Own[]> {
  const [desk, tagged] = await Promise.all([readDesk(ctx), concernedAccounts(ctx, choice)])
  const chosen = new Set(chosenOf(ctx, desk.active, choice, tagged).map(({ id }) => id))
  return desk.states(ctx.now()).flatMap(({ account, figures, stale }) => {
    const { id, name } = account
    return chosen.has(id) ? [{ id, name, figures, stale, gaps: gapOf(account, figures !== null) }] : []
  })
}

/** As it stood at a moment: what was read since says nothing of then. */
async function ownThen(ctx: ServiceContext, choice: AccountChoice, moment: Moment): Promise<Own[]> {
  const concerned = await concernedAccounts(ctx, choice)
  const all = await getCachedState(ctx, { ...choice, tags: [] }, moment)
  const states = all.filter(({ accountId }) => concerned === null || concerned.has(accountId))
  const ids = states.map(({ accountId }) => accountId)
  const snapshots = await ctx.db.asDesk(ctx.deskId, (tx) => latestSnapshots(tx, ctx.deskId, ids, moment))
  return states.map(({ accountId: id, accountName: name, snapshot, error }) => ({
    ...{ id, name, figures: snapshots.get(id) ?? null, stale: snapshot?.stale ?? true },
    gaps: gapThen(name, error),
  }))
}

const gapThen = (name: string, error: CachedBalanceError | null) =>
  error === null ? [] : [{ account_name: name, what: error.message }]

/** That an account was never read is no failure of a reading. */
const failureOf = (error: CachedBalanceError | null) => (error?.code === NEVER_READ ? null : error)

/** What is not known of what came to and went from an account, in one sentence. */
function flowGaps(name: string | null, gaps: readonly { words: string }[]) {
  if (gaps.length === 0) return []
  const words = gaps.slice(0, 2).map((gap) => gap.words)
  const rest = gaps.length > 2 ? ` And ${gaps.length - 2} more like it.` : ''
  return [{ account_name: name, what: `Not all that came and went is known. ${words.join(' ')}${rest}` }]
}

function gapOf(
  { name, lastError }: Pick<AccountView, 'name'> & { lastError: { since: Date; message: string } | null },
  wasRead: boolean,
) {
  if (lastError) {
    const since = lastError.since.toISOString()
    return [{ account_name: name, what: `Could not be read since ${since}: ${lastError.message}` }]
  }
  return wasRead ? [] : [{ account_name: name, what: 'Was never read: nothing of it is in any figure.' }]
}

function first<T, U>(all: readonly T[], told: (item: T) => U): { of: U[]; more: number } {
  return { of: all.slice(0, MOST_TOLD).map(told), more: Math.max(0, all.length - MOST_TOLD) }
}
