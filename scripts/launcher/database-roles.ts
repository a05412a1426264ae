import type { EmbeddedDatabase } from '@/db/embedded'
import { roleOf } from '@/db/process-role'
import type { LaunchSettings } from './settings'

/** Where the processes find the database, and who migrates it for which role. */
export interface DatabaseRoles {
  databaseUrl: string
  /** Undefined: the processes' own role owns the tables. */
  migrationUrl?: string
  processesRole?: string
}

/** Of a database that the settings name; null: the embedded one. */
export function rolesOf({ databaseUrl, migrationUrl }: LaunchSettings): DatabaseRoles | null {
  if (databaseUrl === undefined) return null
  return { databaseUrl, ...(migrationUrl !== undefined && { migrationUrl, processesRole: roleOf(databaseUrl) }) }
}

export function rolesIn({ url, processesUrl, processesRole }: EmbeddedDatabase): DatabaseRoles {
  return { databaseUrl: processesUrl, migrationUrl: url, processesRole }
}
