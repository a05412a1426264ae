import { updateDesk } from '@/db/queries/desk-people'
import { updateSettings as updateRow } from '@/db/queries/settings'
import type { ServiceContext } from '../../context'
import { LIMITED_REFUSAL } from '../../domain/desks/refusal'
import type { SettingsView } from '../../domain/views'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'
import type { UpdateSettingsInput } from '../../schemas/settings'
import { recordDeskAudit } from '../audit/record'
import { personOf } from '../authorise'
import { onSharedDesk } from '../desks/on-desk'
import { getSettings, isShared, settingsView } from './get'

/**
 * Changes what is given and leaves the rest. How often a shared desk is read is the desk's, for its managers and owners.
 * @throws DomainError `forbidden`
 */
export async function updateSettings(ctx: ServiceContext, input: UpdateSettingsInput): Promise<SettingsView> {
  const { name, refreshIntervalSeconds, ...choices } = input
  const shared = isShared(ctx)
  if (shared && refreshIntervalSeconds !== undefined) await changeInterval(ctx, refreshIntervalSeconds)
  const settings = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined))
  const row = await ctx.db.asUser(personOf(ctx), (tx) =>
    updateRow(tx, personOf(ctx), {
      ...(name === undefined ? {} : { name: name || null }),
      ...(refreshIntervalSeconds === undefined || shared ? {} : { refreshIntervalSeconds }),
      ...(Object.keys(settings).length > 0 ? { settings } : {}),
      now: ctx.now(),
    }),
  )
  if (!row) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  return shared ? getSettings(ctx) : settingsView(row)
}

async function changeInterval(ctx: ServiceContext, seconds: number): Promise<void> {
  // A form sends what it shows: what stays as it is needs no right.
  const now = ctx.now()
  if ((await getSettings(ctx)).refreshIntervalSeconds === seconds) return
  await onSharedDesk(ctx, 'manager', async (tx, desk, { tagIds }) => {
    if (tagIds !== null) throw new DomainError('forbidden', LIMITED_REFUSAL)
    await updateDesk(tx, desk.id, { refreshIntervalSeconds: seconds, updatedAt: now })
    const details = { seconds, was: desk.refreshIntervalSeconds }
    await recordDeskAudit(tx, desk.id, ctx.actor, now, 'desk_changed', details)
  })
}
