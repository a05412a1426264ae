import type { Tx } from '@/db/client'
import { type AlertSettingsRow, findAlertSettings } from '@/db/queries/alerts'
import { findSettings } from '@/db/queries/settings'
import { settingsView } from '../settings/get'

/**
 * Whose clock a person's hours and times are by: that of their settings, else of the browser in which they last changed how
 * they are told, else UTC.
 * @param settings how they are told, where that is known already
 * @returns IANA name
 */
export async function timeZoneOf(tx: Tx, userId: string, settings?: Pick<AlertSettingsRow, 'timeZone'> | null): Promise<string> {
  const [row, told] = await Promise.all([
    findSettings(tx, userId),
    settings === undefined ? findAlertSettings(tx, userId) : settings,
  ])
  return (row && settingsView(row).timeZone) ?? told?.timeZone ?? 'UTC'
}
