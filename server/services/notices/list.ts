import { listNotices } from '@/db/queries/notices'
import type { DatabaseTrouble } from '@/db/trouble'
import type { Deps, ServiceContext } from '../../context'
import { FOR_ADMINS, isTold, type Notice, noticeText, readNotice } from '../../domain/notices'
import type { NoticeView } from '../../domain/views'
import { storageTrouble } from '../../storage'
import { personOf, requireSession } from '../authorise'

/** Of the installation, those that are to be told now; `admin`: whether the user may see those that only administrators do. */
async function standing({ db, now }: Pick<Deps, 'db' | 'now'>, userId: string | null): Promise<(Notice & { admin: boolean })[]> {
  const rows = await listNotices(db, userId)
  return rows.flatMap((row) => {
    const notice = readNotice(row)
    return notice && isTold(notice, now()) ? [{ ...notice, admin: row.admin }] : []
  })
}

/** All that is to be told now, to whoever runs the installation. */
export function standingNotices(deps: Pick<Deps, 'db' | 'now'>): Promise<Notice[]> {
  return standing(deps, null)
}

/** What the signed-in person should know of how the installation runs, in sentences. */
export async function getNotices(ctx: ServiceContext): Promise<NoticeView[]> {
  requireSession(ctx)
  const notices = await standing(ctx, personOf(ctx))
  const told = notices
    .filter(({ kind, admin }) => admin || !FOR_ADMINS.has(kind))
    .map((notice) => ({ kind: notice.kind, at: notice.at, text: noticeText(notice) }))
  const trouble = await storageTrouble(ctx.db)
  return trouble === null ? told : [{ kind: 'storage', at: ctx.now(), text: STORAGE_TEXT[trouble] }, ...told]
}

/** Seen, never stored: there is no room for it. */
const STORAGE_TEXT: Record<DatabaseTrouble, string> = {
  away: 'The database is out of reach right now. What you see is as it was read last.',
  full: 'Nothing can be stored right now: the disk of this installation is full. What you see is as it was stored last; it goes on by itself once there is room.',
  read_only:
    'Nothing can be stored right now: the database takes no changes. What you see is as it was stored last; it goes on by itself once it does.',
}
