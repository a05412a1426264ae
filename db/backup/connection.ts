import pg from 'pg'
import { pgConfig } from '../connection'
import { asDatabaseProblem } from '../problem'

/**
 * A connection of one's own for COPY, whose streams need more care than the pool's driver takes: with postgres 3.4.9 a COPY
 * that PostgreSQL refuses at its end never comes back (https://github.com/porsager/postgres/issues/1173).
 * @throws DatabaseProblem in one sentence where the server is out of reach
 */
export async function copyConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({ ...pgConfig(url), connectionTimeoutMillis: 10_000, application_name: 'ballast backup' })
  // A connection that is lost fails what runs on it; unheard, the event would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (error) {
    throw asDatabaseProblem(error, url)
  }
}

/** For a transaction that takes as long as a disk does, and writes the same text whatever the server's settings are. */
export const STEADY = [
  "set local app.system = 'on'",
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
  "set local client_encoding = 'UTF8'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local timezone = 'UTC'",
  'set local extra_float_digits = 1',
].join('; ')
