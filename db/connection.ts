import type { ConnectionOptions } from 'node:tls'
import postgres from 'postgres'
import { type DatabaseTarget, databaseTarget } from './database-url'

type PostgresOptions = postgres.Options<Record<string, postgres.PostgresType>>

/** Opens postgres.js on what an address says; connects on first use. @throws DatabaseProblem about the address */
export function openPostgres(url: string | DatabaseTarget, options: PostgresOptions = {}): postgres.Sql {
  const { host, port, user, password, database, tls, startup, pooled } = typeof url === 'string' ? databaseTarget(url) : url
  return postgres({
    ...options,
    host,
    port,
    user,
    pass: password,
    database,
    ssl: tls,
    ...(pooled && { prepare: false }),
    onnotice: options.onnotice ?? (() => {}),
    connection: { ...options.connection, ...startup },
  })
}

/** What `pg` takes. */
export interface PgConfig {
  host: string
  port: number
  user: string
  password: string
  database: string
  ssl: ConnectionOptions | false
  application_name?: string
  options?: string
}

/** The same for `pg` and what is built on it. @param settings told to the server: `{ synchronous_commit: 'off' }` */
export function pgConfig(url: string, settings: Readonly<Record<string, string>> = {}): PgConfig {
  const { host, port, user, password, database, tls, startup } = databaseTarget(url)
  const { application_name, options = '' } = startup
  const asked = [options, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)].filter(Boolean).join(' ')
  return {
    host,
    port,
    user,
    password,
    database,
    ssl: tls,
    ...(application_name !== undefined && { application_name }),
    ...(asked !== '' && { options: asked }),
  }
}
