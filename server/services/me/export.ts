import type { Db } from '@/db/client'
import { EXPORTED_TABLES, exportRows } from '@/db/queries/export'
import type { ServiceContext } from '../../context'
import { mayAs } from '../../domain/desks/roles'
import { recordAudit, recordDeskAudit } from '../audit/record'
import { personOf, requireSession } from '../authorise'
import { oneAtATime } from '../one-at-a-time'
import { holdRight } from '../rights/hold'
import { countAttempts } from '../users/attempts'
import { type Spool, spooled } from './spool'

/**
 * All of a person's data, and the desk's (for whoever is neither owner nor manager of it, of their own desk), as one JSON document, piece by piece: table → rows, as they are stored. Left out is what is no
 * use outside: hashes, and ciphertexts that nobody can open without this installation's master key. The database is read as
 * fast as it answers, into a file without a name: a connection never waits for the reader. It ends, with an error, when the
 * session does.
 * @param folder where that file lies
 * @throws DomainError `rate_limited` while another export of the user's is under way, and after many
 */
export async function* exportMe(ctx: ServiceContext, folder: string): AsyncGenerator<Uint8Array> {
  const { role, userId } = requireSession(ctx)
  const ofDesk = ctx.db.accounts === null && mayAs(role, 'manager')
  const deskId = ofDesk ? ctx.deskId : userId
  const done = oneAtATime('export', personOf(ctx))
  try {
    await countAttempts(ctx, [{ kind: 'export', subject: personOf(ctx) }])
    const right = await holdRight(ctx)
    try {
      const now = ctx.now()
      await ctx.db.whole.asUser(userId, (tx) => recordAudit(tx, userId, ctx.actor, now, 'data_exported'))
      if (deskId !== userId) {
        await ctx.db.asDesk(deskId, (tx) => recordDeskAudit(tx, deskId, ctx.actor, now, 'data_exported'))
      }
      yield* spooled(folder, right.signal, (spool, signal) => fill(spool, ctx.db.whole, { deskId, userId }, now, signal))
    } finally {
      right.release()
    }
  } finally {
    done()
  }
}

/** Writes the document; ends early, with the signal's reason, as soon as that is aborted. */
async function fill(
  spool: Spool,
  db: Db,
  whose: { deskId: string; userId: string },
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  await spool.write(`{\n"exported_at": ${JSON.stringify(now.toISOString())}`)
  const written = new Set<string>()
  let open: string | null = null
  await exportRows(db, whose, async (table, rows) => {
    signal.throwIfAborted()
    const before = open === table ? ',\n' : `${open === null ? '' : '\n]'},\n${JSON.stringify(table)}: [\n`
    await spool.write(before + rows.join(',\n'))
    open = table
    written.add(table)
  })
  if (open !== null) await spool.write('\n]')
  for (const table of EXPORTED_TABLES) if (!written.has(table)) await spool.write(`,\n${JSON.stringify(table)}: []`)
  await spool.write('\n}\n')
}
