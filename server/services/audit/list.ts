import { z } from 'zod'
import { listAuditEvents } from '@/db/queries/audit'
import type { ServiceContext } from '../../context'
import type { AuditView } from '../../domain/views'
import type { ListAuditInput } from '../../schemas/audit'
import { requireSession } from '../authorise'

const detailsSchema = z.record(z.string(), z.unknown()).catch({})

/** The user's own log, newest first; `next` is `before` of the page that follows, null at the end. */
export async function listAudit(
  ctx: ServiceContext,
  input: ListAuditInput,
): Promise<{ events: AuditView[]; next: string | null }> {
  requireSession(ctx)
  const before = input.before === undefined ? null : BigInt(input.before)
  const rows = await ctx.db.asUser(ctx.userId, (tx) => listAuditEvents(tx, ctx.userId, { before, limit: input.limit + 1 }))
  const shown = rows.slice(0, input.limit)
  return {
    events: shown.map(({ id, at, actor, event, details, ipAddress, userAgent }) => ({
      ...{ id: String(id), at, actor, event, ipAddress, userAgent },
      details: detailsSchema.parse(details),
    })),
    next: rows.length > input.limit ? String(shown.at(-1)?.id) : null,
  }
}
