import { findNotice } from '@/db/queries/notices'
import type { Deps } from '../../context'
import { type BackupState, readNotice } from '../../domain/notices'

/** How the last nightly backup went; null: none was tried yet. @throws what the database throws */
export async function backupState({ db }: Pick<Deps, 'db'>): Promise<BackupState | null> {
  const row = await db.asSystem((tx) => findNotice(tx, 'backup'))
  const notice = row && readNotice(row)
  if (notice?.kind !== 'backup') return null
  const { lastGoodAt, why } = notice.details
  return { triedAt: notice.at, lastGoodAt: lastGoodAt === null ? null : new Date(lastGoodAt), why }
}
