import { type FiringRow, firingRows } from '@/db/queries/firing'
import type { ServiceContext } from '@/server/context'
import { firingView } from '@/server/domain/alerts/firing'
import { isHeard } from '@/server/domain/alerts/quiet'
import { RULE_KINDS, type RuleKind, ruleSchema } from '@/server/domain/alerts/rule'
import { mayAs } from '@/server/domain/desks/roles'
import type { FiringView } from '@/server/domain/views'
import { readerIn } from '@/server/language/in-language'
import type { Reader } from '@/server/language/reader'
import { requireScope } from '../authorise'
import { heardBy } from '../live/heard-by'
import { readFacts } from './watch'

/** What everybody's accounts are watched for from the start, and what a page that says that all is well rests on. */
const WATCHED: readonly RuleKind[] = ['margin', 'liquidation', 'unknown', 'key']

/** What fires now, and what of the watched no rule watches, in the caller's language. The one source of every list and count of it. */
export async function readFiring(ctx: ServiceContext): Promise<{ firing: FiringView[]; unwatched: RuleKind[] }> {
  requireScope(ctx, 'read')
  const now = ctx.now()
  const reader = readerIn(ctx.language ?? 'en')
  // Rules are told to nobody here; of what fires a limited token hears what is of its accounts alone.
  const { firing, kinds, begun } = await firingRows(ctx.db.whole, ctx.deskId, now)
  const on = new Set(kinds.filter(isKind))
  const heard = heardBy(ctx.db.accounts)
  // What their own rules see in their accounts together is theirs too; a token may be limited to fewer.
  const me = ctx.actor.kind === 'session' ? ctx.actor.userId : null
  const isOwn = ({ accountId, ofMember }: FiringRow) => accountId === null && ofMember !== null && ofMember === me
  return {
    firing: firing
      .filter((row) => heard(row) || isOwn(row))
      .flatMap((row) => viewOf(row, { now, reader, may: maySnooze(ctx, row) })),
    unwatched: begun ? WATCHED.filter((kind) => !on.has(kind)) : [],
  }
}

const isKind = (kind: string): kind is RuleKind => RULE_KINDS.some((known) => known === kind)

/** What all hear of is kept quiet for all: by whoever trades and sees all, and by others of their own rules. */
function maySnooze({ actor, db }: ServiceContext, { ofMember }: FiringRow): boolean {
  if (actor.kind !== 'session') return db.accounts === null
  return mayAs(actor.role, 'trader') && (db.accounts === null || ofMember === actor.userId)
}

/** Rules and levels of a newer version are passed over. */
function viewOf(
  { level, rule: stored, facts, ofMember: _, ...row }: FiringRow,
  { now, reader, may }: { now: Date; reader: Reader; may: boolean },
): FiringView[] {
  const rule = ruleSchema.safeParse(stored)
  if (!rule.success || (level !== 'warn' && level !== 'urgent')) return []
  return [firingView({ ...row, rule: rule.data, level, facts: readFacts(facts), maySnooze: may }, now, reader)]
}

/** What fires now, the urgent first and then the newest; nothing of archived accounts. */
export async function listFiring(ctx: ServiceContext): Promise<FiringView[]> {
  return (await readFiring(ctx)).firing
}

/** How much fires that is not kept quiet, for the bell. */
export async function countFiring(ctx: ServiceContext): Promise<{ firing: number; urgent: boolean }> {
  const heard = (await listFiring(ctx)).filter(isHeard)
  return { firing: heard.length, urgent: heard.some(({ level }) => level === 'urgent') }
}
