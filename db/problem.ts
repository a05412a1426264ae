/** A database that cannot be used, told in one sentence for the person who starts the product. */
export class DatabaseProblem extends Error {
  /** By name: pages and the process around them are built apart, and each has this class once (see `DomainError`). */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && (value.name === 'DatabaseProblem' || value.name === 'DatabaseNotMigrated')
  }

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DatabaseProblem'
  }
}

/** A database that answers and lacks tables of this version, which somebody may be about to make. */
export class DatabaseNotMigrated extends DatabaseProblem {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'DatabaseNotMigrated'
  }

  constructor() {
    super(
      'The database does not have the tables of this version yet: `npm run migrate` makes them, or the start that does so first.',
    )
    this.name = 'DatabaseNotMigrated'
  }
}

const NETWORK: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up right now',
  ETIMEDOUT: 'it does not answer',
  CONNECT_TIMEOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host',
  ECONNRESET: 'it closed the connection',
}

/** What Node says of a certificate, or of what answered instead of TLS. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ENCRYPTION: Record<string, string> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody that is believed signed its certificate; DATABASE_CA_FILE may name who did',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it signed its certificate itself; DATABASE_CA_FILE may name that certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'nobody that is believed signed its certificate; DATABASE_CA_FILE may name who did',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'nobody that is believed signed its certificate; DATABASE_CA_FILE may name who did',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; one of the two clocks may be wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host than the one of the address',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not encrypt, and sslmode asks for it',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not encrypt, and sslmode asks for it',
  EPROTO: 'it does not encrypt, and sslmode asks for it',
}

/** Without a code: what `pg` says itself. */
const IN_WORDS: readonly [RegExp, string][] = [
  [/does not support SSL/, 'it does not encrypt, and sslmode asks for it'],
  [/SCRAM-SERVER|client password must be a string/, 'it asks for a password, and the address has none'],
]

/** What PgBouncer says, all of it as a breach of protocol. https://www.pgbouncer.org/config.html */
const POOLER: readonly [RegExp, string][] = [
  [/no such database/, 'the pooler there knows no database of that name'],
  [/no such user|authentication failed|auth failed/, 'the pooler there refuses the user or the password'],
  [
    /query_wait_timeout/,
    'the pooler there had no connection free for too long; its pool must be larger, or DATABASE_POOL smaller',
  ],
  [/no more connections allowed/, 'the pooler there takes no more connections; its max_client_conn must be larger'],
  [
    /server login|cannot connect|connect failed|server_login_retry|connection failed/,
    'the pooler there does not reach PostgreSQL',
  ],
]

/** SQLSTATE → what to say. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: Record<string, string> = {
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user or asks for an encrypted connection',
  '08P01':
    'what it was told at the beginning of the connection was refused; what stands between takes no such setting (application_name, options of the address)',
  '3D000': 'there is no database of that name',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down',
  '42501': 'the role may not create what Ballast needs (schema, tables or a role); make it the owner of the database',
}

/** The error as one clear sentence that names the server, never the password; other errors are passed through. */
export function asDatabaseProblem(error: unknown, url: string): unknown {
  if (error instanceof DatabaseProblem) return error
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    // postgres.js begins TLS also with a server that said that it has none, which then hangs up.
    if (code === 'ECONNRESET' && asksForTls(url)) return problemOf(url, 'it may not encrypt, and sslmode asks for it', error)
    const ofPooler = code === '08P01' ? POOLER.find(([pattern]) => pattern.test(cause.message))?.[1] : undefined
    const why = ofPooler ?? NETWORK[code] ?? ENCRYPTION[code] ?? REFUSALS[code] ?? wordsOf(cause.message)
    if (why) return problemOf(url, why, error)
  }
  return error
}

function problemOf(url: string, why: string, cause: unknown): DatabaseProblem {
  return new DatabaseProblem(`The database at ${serverOf(url)} cannot be used: ${why}.`, { cause })
}

function asksForTls(url: string): boolean {
  const query = URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams()
  return (query.get('sslmode') ?? 'disable') !== 'disable' || query.has('sslrootcert')
}

function wordsOf(message: string): string | undefined {
  return IN_WORDS.find(([pattern]) => pattern.test(message))?.[1]
}

function serverOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return host + pathname
  } catch {
    return 'DATABASE_URL'
  }
}
