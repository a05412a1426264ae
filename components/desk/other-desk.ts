import type { DeskView } from '@/server/domain/views'
import { inDesk } from '@/server/schemas/desk-path'

const ID = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\/|$)/

/**
 * The page that one is on, in another desk. What has an id is one desk's alone: there it leads to the list of such. So does the
 * query, which names accounts and tags.
 */
export function samePageIn({ id, isPersonal }: Pick<DeskView, 'id' | 'isPersonal'>, path: string): string {
  const own = ID.exec(path)
  return inDesk(isPersonal ? null : id, own ? path.slice(0, own.index) : path)
}

/** Which of somebody's desks a page is of. */
export function deskShown(desks: readonly DeskView[], desk: string | null): DeskView | null {
  return desks.find(({ id, isPersonal }) => (desk === null ? isPersonal : id === desk)) ?? null
}
