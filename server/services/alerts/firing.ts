import { listAlertMutes, listAlertRules, listAlertStates } from '@/db/queries/alerts'
import type { ServiceContext } from '@/server/context'
import { compareLevels, ruleSchema } from '@/server/domain/alerts/rule'
import { eventText } from '@/server/domain/alerts/wording'
import type { FiringView } from '@/server/domain/views'
import { loadAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { storedState } from './watch'

/** What fires now, the urgent first and then the newest; nothing of archived accounts. */
export async function listFiring(ctx: ServiceContext): Promise<FiringView[]> {
  requireScope(ctx, 'read')
  const { userId } = ctx
  const now = ctx.now()
  const [[rules, states, mutes], accounts] = await Promise.all([
    ctx.db.asUser(userId, (tx) =>
      Promise.all([listAlertRules(tx, userId), listAlertStates(tx, userId), listAlertMutes(tx, userId, now)]),
    ),
    loadAccounts(ctx, false),
  ])
  const active = new Set(accounts.map(({ id }) => id))
  const muted = new Set(mutes.map(({ accountId }) => accountId))
  const kinds = new Map(
    rules.flatMap(({ id, rule }) => {
      const parsed = ruleSchema.safeParse(rule)
      return parsed.success ? [[id, parsed.data.kind] as const] : []
    }),
  )
  return states
    .flatMap((row): FiringView[] => {
      const state = storedState(row)
      const kind = kinds.get(row.ruleId)
      if (!state || !kind || state.level === 'ok' || (row.accountId !== null && !active.has(row.accountId))) return []
      const { level, facts, since } = state
      const text = eventText({ told: 'raised', level: 'warn', kind, facts, since })
      return [
        {
          ruleId: row.ruleId,
          subject: row.subject,
          accountId: row.accountId,
          level,
          text: text.charAt(0).toUpperCase() + text.slice(1),
          since,
          known: row.known,
          seenAt: row.seenAt,
          snoozedUntil: row.snoozedUntil !== null && row.snoozedUntil > now ? row.snoozedUntil : null,
          muted: row.accountId !== null && muted.has(row.accountId),
        },
      ]
    })
    .sort((a, b) => compareLevels(b.level, a.level) || b.since.getTime() - a.since.getTime())
}

/** How much fires that is not kept quiet, for the bell. */
export async function countFiring(ctx: ServiceContext): Promise<{ firing: number; urgent: boolean }> {
  const heard = (await listFiring(ctx)).filter(({ snoozedUntil, muted }) => snoozedUntil === null && !muted)
  return { firing: heard.length, urgent: heard.some(({ level }) => level === 'urgent') }
}
