import { findSettings, type SettingsRow } from '@/db/queries/settings'
import type { ServiceContext } from '../../context'
import type { SettingsView } from '../../domain/views'
import { DomainError } from '../../errors'
import { storedSettingsSchema } from '../../schemas/settings'
import { requireSession } from '../authorise'

/** A user's profile and choices, defaults filled in. */
export function settingsView({ email, name, isAdmin, settings, refreshIntervalSeconds }: SettingsRow): SettingsView {
  const chosen = storedSettingsSchema.parse(typeof settings === 'object' && settings !== null ? settings : {})
  return { email, name, isAdmin, refreshIntervalSeconds, ...chosen }
}

export async function getSettings(ctx: ServiceContext): Promise<SettingsView> {
  requireSession(ctx)
  const row = await ctx.db.asUser(ctx.userId, (tx) => findSettings(tx, ctx.userId))
  if (!row) throw new DomainError('unauthenticated', 'Please sign in.')
  return settingsView(row)
}
