import { updateSettings as updateRow } from '@/db/queries/settings'
import type { ServiceContext } from '../../context'
import type { SettingsView } from '../../domain/views'
import { DomainError } from '../../errors'
import type { UpdateSettingsInput } from '../../schemas/settings'
import { requireSession } from '../authorise'
import { settingsView } from './get'

/** Changes what is given and leaves the rest. */
export async function updateSettings(ctx: ServiceContext, input: UpdateSettingsInput): Promise<SettingsView> {
  requireSession(ctx)
  const { name, refreshIntervalSeconds, ...choices } = input
  const settings = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined))
  const row = await ctx.db.asUser(ctx.userId, (tx) =>
    updateRow(tx, ctx.userId, {
      ...(name === undefined ? {} : { name: name || null }),
      ...(refreshIntervalSeconds === undefined ? {} : { refreshIntervalSeconds }),
      ...(Object.keys(settings).length > 0 ? { settings } : {}),
      now: ctx.now(),
    }),
  )
  if (!row) throw new DomainError('unauthenticated', 'Please sign in.')
  return settingsView(row)
}
