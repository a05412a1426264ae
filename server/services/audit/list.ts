import { z } from 'zod'
import { type AuditRow, listAuditEvents, listDeskAuditEvents } from '@/db/queries/audit'
import { namesOfPeople } from '@/db/queries/desk-people'
import type { ServiceContext } from '../../context'
import type { AuditView } from '../../domain/views'
import type { ListAuditInput } from '../../schemas/audit'
import { personOf } from '../authorise'

const detailsSchema = z.record(z.string(), z.unknown()).catch({})

export interface AuditPage {
  events: AuditView[]
  /** `before` of the page that follows; null at the end. */
  next: string | null
}

/** One more than is shown: whether any follows. */
const asked = ({ before, limit }: ListAuditInput) => ({ before: before === undefined ? null : BigInt(before), limit: limit + 1 })

function page(rows: readonly AuditRow[], limit: number, view: (row: AuditRow) => AuditView): AuditPage {
  const shown = rows.slice(0, limit)
  return { events: shown.map(view), next: rows.length > limit ? String(shown.at(-1)?.id) : null }
}

function auditView({ id, at, actor, event, details, ipAddress, userAgent }: AuditRow): AuditView {
  return { id: String(id), at, actor, event, ipAddress, userAgent, by: null, details: detailsSchema.parse(details) }
}

/** The log of a person's sign-in, and of what happened on their own desk, newest first. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  const rows = await ctx.db.asUser(personOf(ctx), (tx) => listAuditEvents(tx, personOf(ctx), asked(input)))
  return page(rows, input.limit, auditView)
}

/**
 * What happened on a shared desk and who did it, by name, newest first; on somebody's own desk their log. From where and with
 * what browser somebody did it is theirs to know.
 */
export async function listDeskAudit(ctx: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  if (ctx.deskId === personOf(ctx)) return listAudit(ctx, input)
  const rows = await ctx.db.asDesk(ctx.deskId, (tx) => listDeskAuditEvents(tx, ctx.deskId, asked(input)))
  const people = [...new Set(rows.flatMap(({ byId }) => byId ?? []))]
  const names = await ctx.db.whole.asSystem((tx) => namesOfPeople(tx, people))
  return page(rows, input.limit, (row) => ({
    ...auditView(row),
    ...{ by: (row.byId && names.get(row.byId)) ?? null, ipAddress: null, userAgent: null },
  }))
}
