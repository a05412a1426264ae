import type { Db, Tx } from '@/db/client'
import { type AlertSettingsRow, findAlertSettings } from '@/db/queries/alerts'
import { ownerOfDesk } from '@/db/queries/desk-members'
import { settingsView } from '../settings/get'

/**
 * Whose clock a desk's hours and times are by: that of its owner's settings, else of the browser in which it was last changed
 * how they are told, else UTC.
 * @param settings how they are told, where that is known already
 * @returns IANA name
 */
export async function timeZoneOf(
  db: Db,
  tx: Tx,
  deskId: string,
  settings?: Pick<AlertSettingsRow, 'timeZone'> | null,
): Promise<string> {
  const [row, told] = await Promise.all([
    ownerOfDesk(db, deskId),
    settings === undefined ? findAlertSettings(tx, deskId) : settings,
  ])
  return (row && settingsView(row).timeZone) ?? told?.timeZone ?? 'UTC'
}
