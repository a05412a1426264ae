import { EXPORTED_TABLES, exportRows } from '@/db/queries/export'
import type { ServiceContext } from '../../context'
import { recordAudit } from '../audit/record'
import { requireSession } from '../authorise'

/**
 * All of the user's data as one JSON document, piece by piece: table → rows, as they are stored. Left out is what is no
 * use outside: hashes, and ciphertexts that nobody can open without this installation's master key.
 */
export async function* exportMe(ctx: ServiceContext): AsyncGenerator<string> {
  requireSession(ctx)
  const now = ctx.now()
  await ctx.db.asUser(ctx.userId, (tx) => recordAudit(tx, ctx.userId, ctx.actor, now, 'data_exported'))
  yield `{\n"exported_at": ${JSON.stringify(now.toISOString())}`
  const written = new Set<string>()
  let open: string | null = null
  for await (const { table, rows } of exportRows(ctx.db, ctx.userId)) {
    if (ctx.signal.aborted) throw ctx.signal.reason
    if (open !== table) yield `${open === null ? '' : '\n]'},\n${JSON.stringify(table)}: [\n`
    else yield ',\n'
    yield rows.join(',\n')
    open = table
    written.add(table)
  }
  if (open !== null) yield '\n]'
  for (const table of EXPORTED_TABLES) if (!written.has(table)) yield `,\n${JSON.stringify(table)}: []`
  yield '\n}\n'
}
