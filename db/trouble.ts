import { DatabaseNotMigrated } from './problem'

/** Why a statement failed that was right: nothing about it has to change, and the same one succeeds once the trouble is over. */
export type DatabaseTrouble = 'away' | 'full' | 'read_only'

/** SQLSTATE, or what the driver or the system says of a connection. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const TROUBLES: Record<string, DatabaseTrouble> = {
  '53100': 'full', // disk_full
  '25006': 'read_only', // read_only_sql_transaction: a standby, or a server that was told to take no writes
  '53300': 'away', // too_many_connections
  '57P01': 'away', // admin_shutdown
  '57P02': 'away', // crash_shutdown
  '57P03': 'away', // cannot_connect_now
  '08000': 'away',
  '08003': 'away',
  '08006': 'away',
  CONNECTION_CLOSED: 'away',
  CONNECTION_DESTROYED: 'away',
  CONNECTION_ENDED: 'away',
  CONNECT_TIMEOUT: 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  EPIPE: 'away',
}

/** What PgBouncer says (as a breach of protocol) while it has no connection to give. */
const POOLER_AWAY = /query_wait_timeout|no more connections allowed|server login|cannot connect|connect failed|connection failed/

/** What keeps the database from serving, by an error of a statement or a connection; null where the error is another. */
export function troubleOf(error: unknown): DatabaseTrouble | null {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
    // Somebody is about to make what is missing.
    if (cause instanceof DatabaseNotMigrated) return 'away'
    const known = 'code' in cause && typeof cause.code === 'string' ? TROUBLES[cause.code] : undefined
    if (known !== undefined) return known
    if ('code' in cause && cause.code === '08P01' && POOLER_AWAY.test(cause.message)) return 'away'
    // A file that PostgreSQL could not write for want of room goes by more codes than one (temporary files, the log).
    if ('severity' in cause && /No space left on device|Disk quota exceeded/.test(cause.message)) return 'full'
  }
  return null
}
