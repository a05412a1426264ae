import { findDesk } from '@/db/queries/desk-people'
import type { ServiceContext } from '@/server/context'
import type { CurrentDeskView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { requireSession } from '../authorise'

/** What everybody's own desk is called, as a trigger names it. */
const PERSONAL_NAME = 'Personal'

/** The desk that is looked at, and what whoever asks is there. Of their own it is known without a question. */
export async function getCurrentDesk(ctx: ServiceContext): Promise<CurrentDeskView> {
  const { role, userId } = requireSession(ctx)
  const { deskId, db } = ctx
  if (deskId === userId) return { id: deskId, name: PERSONAL_NAME, role, isPersonal: true, limited: false }
  const desk = await db.asDesk(deskId, (tx) => findDesk(tx, deskId))
  if (!desk) throw new DomainError('not_found', sentence`There is no such desk.`)
  return { id: deskId, name: desk.name, role, isPersonal: false, limited: db.accounts !== null }
}
