import { noteLanguage } from '@/db/queries/settings'
import type { ServiceContext } from '../../context'

/** Notes in which language the pages of whoever is signed in come, for what reaches them where no page is. Of programs nothing. */
export async function seeLanguage({ db, actor, language }: ServiceContext): Promise<void> {
  if (actor.kind !== 'session' || language === undefined) return
  await db.whole.asUser(actor.userId, (tx) => noteLanguage(tx, actor.userId, language))
}
