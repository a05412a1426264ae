/** A database that cannot be used, told in one sentence for the person who starts the product. */
export class DatabaseProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DatabaseProblem'
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

/** SQLSTATE → what to say. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS: Record<string, string> = {
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user or asks for an encrypted connection',
  '3D000': 'there is no database of that name',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down',
  '42501': 'the role may not create what Ballast needs (schema, tables or a role); make it the owner of the database',
}

/** The error as one clear sentence that names the server, never the password; other errors are passed through. */
export function asDatabaseProblem(error: unknown, url: string): unknown {
  if (error instanceof DatabaseProblem) return error
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    const why = NETWORK[code] ?? REFUSALS[code]
    if (why) return new DatabaseProblem(`The database at ${serverOf(url)} cannot be used: ${why}.`, { cause: error })
  }
  return error
}

function serverOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return host + pathname
  } catch {
    return 'DATABASE_URL'
  }
}
