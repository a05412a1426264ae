import { readFileSync } from 'node:fs'
import { type ConnectionOptions, checkServerIdentity as identityOf } from 'node:tls'
import { DatabaseProblem } from './problem'

/** What DATABASE_URL says, read once for all drivers: each of them reads an address in a way of its own. */
export interface DatabaseTarget {
  host: string
  port: number
  user: string
  password: string
  database: string
  /** How the connection is encrypted and whose certificate is believed; false: not at all. */
  tls: ConnectionOptions | false
  /** Told to the server when a connection begins (`application_name`, `options`, …). */
  startup: Readonly<Record<string, string>>
  /** What stands between takes each transaction to another session (PgBouncer's transaction mode). */
  pooled: boolean
}

const SHAPE = 'must look like postgres://user:password@host:5432/database'

/** Told to the server as they are. https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS */
const STARTUP = ['application_name', 'options']
/**
 * What hosting services and other tools put into an address and Ballast has no use for: pools and timeouts are its own, and
 * what a password is bound to is left to TLS with a certificate that is checked.
 */
const OF_NO_USE = [
  'channel_binding',
  'connect_timeout',
  'connection_limit',
  'fallback_application_name',
  'gssencmode',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'pool_timeout',
  'sslnegotiation',
  'sslcompression',
  'target_session_attrs',
  'tcp_user_timeout',
]
const TLS_PARTS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']
const KNOWN = [...STARTUP, ...OF_NO_USE, ...TLS_PARTS, 'pgbouncer', 'schema']

/**
 * @param text `postgres://user:password@host:5432/database`, with `sslmode` and the like as libpq has them
 * @param name of the setting, for what is wrong with it
 * @param caFile a certificate to believe where the address names none (DATABASE_CA_FILE)
 * @throws DatabaseProblem in one sentence that names the part
 */
export function databaseTarget(text: string, name = 'DATABASE_URL', caFile = process.env.DATABASE_CA_FILE): DatabaseTarget {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) throw new DatabaseProblem(`${name} ${SHAPE}.`)
  const parts = new Map(url.searchParams)
  const unknown = [...parts.keys()].find((part) => !KNOWN.includes(part))
  if (unknown !== undefined) {
    throw new DatabaseProblem(
      `${name} has "${unknown}", which Ballast does not know: leave it out. It knows ${KNOWN.join(', ')}.`,
    )
  }
  const schema = parts.get('schema')
  if (schema !== undefined && schema !== 'public') {
    throw new DatabaseProblem(
      `${name} asks for schema "${schema}": Ballast's tables are in "public". Give it a database of its own.`,
    )
  }
  return {
    host: url.hostname === '' ? 'localhost' : decoded(url.hostname, name).replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 5432 : Number(url.port),
    user: decoded(url.username, name),
    // A plus sign is one: only forms write spaces so.
    password: decoded(url.password, name),
    database: decoded(url.pathname.slice(1), name) || decoded(url.username, name),
    tls: tlsOf(parts, { name, caFile: caFile === '' ? undefined : caFile, host: url.hostname.replace(/^\[(.*)\]$/, '$1') }),
    startup: Object.fromEntries(STARTUP.flatMap((part) => (parts.has(part) ? [[part, parts.get(part) ?? '']] : []))),
    pooled: isOn(parts.get('pgbouncer')),
  }
}

function decoded(text: string, name: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new DatabaseProblem(`${name} has a percent sign that begins no character: write it as %25.`)
  }
}

function isOn(word: string | undefined): boolean {
  return word !== undefined && !['false', 'off', '0', 'no'].includes(word)
}

interface TlsContext {
  name: string
  caFile: string | undefined
  host: string
}

/** As libpq has it: https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS */
function tlsOf(parts: ReadonlyMap<string, string>, { name, caFile, host }: TlsContext): ConnectionOptions | false {
  const root = parts.get('sslrootcert') ?? caFile
  const mode = parts.get('sslmode') ?? (root === undefined ? 'disable' : 'verify-full')
  if (mode === 'disable') return false
  if (mode === 'allow' || mode === 'prefer') {
    throw new DatabaseProblem(
      `${name} has sslmode=${mode}, by which anybody on the way may have the connection in the clear: write verify-full, require or disable.`,
    )
  }
  if (mode !== 'require' && mode !== 'verify-ca' && mode !== 'verify-full') {
    throw new DatabaseProblem(`${name} has sslmode=${mode}; there are disable, require, verify-ca and verify-full.`)
  }
  const ca = root === undefined || root === 'system' ? {} : { ca: [fileOf(root, 'sslrootcert', name)] }
  const own = {
    ...(parts.has('sslcert') && { cert: fileOf(parts.get('sslcert') ?? '', 'sslcert', name) }),
    ...(parts.has('sslkey') && { key: fileOf(parts.get('sslkey') ?? '', 'sslkey', name) }),
  }
  // With a certificate to believe, `require` means `verify-ca`; without one nobody's is looked at.
  if (mode === 'require' && root === undefined) return { rejectUnauthorized: false, ...own }
  if (mode === 'verify-full') {
    // By the address itself: what a driver hands on of a host that is a number differs.
    const checkServerIdentity: ConnectionOptions['checkServerIdentity'] = (_, certificate) => identityOf(host, certificate)
    return { rejectUnauthorized: true, checkServerIdentity, ...ca, ...own }
  }
  return { rejectUnauthorized: true, checkServerIdentity: () => undefined, ...ca, ...own }
}

function fileOf(file: string, part: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new DatabaseProblem(`${part} of ${name} names ${file}, which cannot be read.`)
  }
}
