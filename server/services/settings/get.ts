import { refreshIntervalOf } from '@/db/queries/desk-members'
import { findSettings, type SettingsRow } from '@/db/queries/settings'
import type { ServiceContext } from '../../context'
import type { SettingsView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import { storedSettingsSchema } from '../../schemas/settings'
import { personOf } from '../authorise'

/** A user's profile and choices, defaults filled in. */
export function settingsView({ email, name, isAdmin, settings, refreshIntervalSeconds }: SettingsRow): SettingsView {
  const chosen = storedSettingsSchema.parse(typeof settings === 'object' && settings !== null ? settings : {})
  return { email, name, isAdmin, refreshIntervalSeconds, ...chosen }
}

/** Whether the desk that is looked at is another than the person's own. */
export const isShared = (ctx: ServiceContext): boolean => ctx.deskId !== personOf(ctx)

/** A person's profile and choices, and how often the desk that they look at is read. */
export async function getSettings(ctx: ServiceContext): Promise<SettingsView> {
  const [row, ofDesk] = await Promise.all([
    ctx.db.asUser(personOf(ctx), (tx) => findSettings(tx, personOf(ctx))),
    isShared(ctx) ? ctx.db.asDesk(ctx.deskId, (tx) => refreshIntervalOf(tx, ctx.deskId)) : null,
  ])
  if (!row) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  return settingsView({ ...row, refreshIntervalSeconds: ofDesk ?? row.refreshIntervalSeconds })
}
