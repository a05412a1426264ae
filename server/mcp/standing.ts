import * as z from 'zod'
import type { ServiceContext } from '../context'
import type { AccountView } from '../domain/views'
import { notIncluded } from '../rest/schemas/balances'
import { wireTime } from '../rest/schemas/common'
import type { AccountChoice } from '../schemas/balances'
import { chosenOf } from '../services/accounts/load'
import { getFlowCoverage } from '../services/flows/coverage'
import { readDesk } from '../services/overview/desk'

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

/**
 * How what is told of accounts stands: those that a question names, else all.
 * @param flows whether ledgers of what came and went matter to it
 */
export async function standingOf(ctx: ServiceContext, choice: AccountChoice, flows: boolean): Promise<Standing> {
  const [desk, coverage] = await Promise.all([readDesk(ctx), flows ? getFlowCoverage(ctx, choice) : []])
  const states = desk.states(ctx.now())
  const chosen = new Set(chosenOf(ctx, desk.active, choice).map(({ id }) => id))
  const own = states.filter(({ account }) => chosen.has(account.id))
  const known = own.flatMap(({ account, figures }) => (figures ? [{ name: account.name, ...figures }] : []))
  const oldest = known.reduce<Date | null>((first, { asOf }) => (first === null || asOf < first ? asOf : first), null)
  const missing = known.map(({ name, notIncluded: wallets }) => ({
    account_name: name,
    wallets: wallets.flatMap(({ wallet, reason, unopened }) => (unopened ? [] : [{ wallet, reason }])),
  }))
  const names = new Map(own.map(({ account: { id, name } }) => [id, name]))
  return {
    as_of: oldest?.toISOString() ?? null,
    stale: own.some(({ figures, stale }) => stale || figures === null),
    unpriced: first(
      known.filter(({ unpriced }) => unpriced.length > 0),
      ({ name, unpriced }) => ({ account_name: name, symbols: unpriced.slice(0, MOST_TOLD) }),
    ),
    not_included: first(
      missing.filter(({ wallets }) => wallets.length > 0),
      (each) => each,
    ),
    gaps: first(
      [
        ...own.flatMap(({ account, figures }) => gapOf(account, figures !== null)),
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

/** What is not known of what came to and went from an account, in one sentence. */
function flowGaps(name: string | null, gaps: readonly { words: string }[]) {
  if (gaps.length === 0) return []
  const words = gaps.slice(0, 2).map((gap) => gap.words)
  const rest = gaps.length > 2 ? ` And ${gaps.length - 2} more like it.` : ''
  return [{ account_name: name, what: `Not all that came and went is known. ${words.join(' ')}${rest}` }]
}

function gapOf({ name, lastError }: Pick<AccountView, 'name' | 'lastError'>, wasRead: boolean) {
  if (lastError) {
    const since = lastError.since.toISOString()
    return [{ account_name: name, what: `Could not be read since ${since}: ${lastError.message}` }]
  }
  return wasRead ? [] : [{ account_name: name, what: 'Was never read: nothing of it is in any figure.' }]
}

function first<T, U>(all: readonly T[], told: (item: T) => U): { of: U[]; more: number } {
  return { of: all.slice(0, MOST_TOLD).map(told), more: Math.max(0, all.length - MOST_TOLD) }
}
