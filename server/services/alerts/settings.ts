import {
  type AlertSettingsRow,
  findAlertSettings,
  insertAlertSettings,
  listAlertMutes,
  updateAlertSettings,
} from '@/db/queries/alerts'
import type { ServiceContext } from '@/server/context'
import type { AlertSettingsView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { AlertSettingsInput } from '@/server/schemas/alerts'
import { sentence } from '../../language/sentence'
import { loadAccounts } from '../accounts/load'
import { requireAllAccounts, requireScope } from '../authorise'
import { alertsChanged } from './apply'

const DIGESTS = ['off', 'daily', 'weekly'] as const

function settingsView(row: AlertSettingsRow, mutes: AlertSettingsView['mutes']): AlertSettingsView {
  const { quietFrom, quietTo, urgentPasses, hysteresis, leastSeconds, reminderSeconds, digestHour } = row
  const digest = DIGESTS.find((known) => known === row.digest) ?? 'off'
  return { quietFrom, quietTo, urgentPasses, hysteresis, leastSeconds, reminderSeconds, digest, digestHour, mutes }
}

/** How the person wants to be told. */
export async function getAlertSettings(ctx: ServiceContext): Promise<AlertSettingsView> {
  requireScope(ctx, 'read')
  requireAllAccounts(ctx, 'How alerts are told')
  const { deskId } = ctx
  const accounts = await loadAccounts(ctx, false)
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    const [row, mutes] = await Promise.all([findAlertSettings(tx, deskId), listAlertMutes(tx, deskId, ctx.now())])
    if (!row) throw new DomainError('unauthenticated', sentence`Please sign in.`)
    return settingsView(
      row,
      mutes.flatMap(({ accountId, until }) => {
        const accountName = names.get(accountId)
        return accountName === undefined ? [] : [{ accountId, accountName, until }]
      }),
    )
  })
}

/** Changes what is given and leaves the rest. @throws DomainError `bad_request` where quiet hours have one end */
export async function changeAlertSettings(ctx: ServiceContext, input: AlertSettingsInput): Promise<AlertSettingsView> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'How alerts are told')
  const { deskId } = ctx
  const change: Partial<AlertSettingsRow> = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  await ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    // The first digest comes at the next hour of its own.
    const before = await findAlertSettings(tx, deskId, { lock: true })
    const begins = change.digest !== undefined && change.digest !== before?.digest
    if (begins) Object.assign(change, { digestedAt: ctx.now() })
    const row = Object.keys(change).length > 0 ? await updateAlertSettings(tx, deskId, change) : null
    if (row && (row.quietFrom === null) !== (row.quietTo === null)) {
      const field = row.quietFrom === null ? 'quietFrom' : 'quietTo'
      throw new DomainError('bad_request', sentence`Quiet hours have a begin and an end.`, {
        fields: { [field]: sentence`Enter a time.` },
      })
    }
    await alertsChanged(ctx, tx)
  })
  return getAlertSettings(ctx)
}
