import { z } from 'zod'

/** A setting of the environment that cannot be used, in one line that names it. */
export class EnvProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EnvProblem'
  }
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must look like https://ballast.example.com' })
  .transform((url) => url.replace(/\/+$/, ''))

const baseUrls = z.string().transform((text, ctx): Record<string, string> => {
  const wrong = 'must be a JSON object of exchange id (or "*") to http(s) address'
  try {
    const parsed = z.record(z.string(), httpUrl).safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
  } catch {
    // Not JSON: said below.
  }
  ctx.addIssue({ code: 'custom', message: wrong })
  return z.NEVER
})

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test'], 'must be development, production or test').default('production'),
  /** PostgreSQL 15 or newer; the launcher sets it for the embedded one. */
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: (issue) => (issue.input === undefined ? 'is not set' : 'must look like postgres://user:password@host:5432/database'),
  }),
  /** Connections of one process at most. */
  DATABASE_POOL: wholeNumber(2, 500).default(10),
  /** Folder of everything that is kept. */
  DATA_DIR: z.string().default('.data'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** The address that browsers use; https makes cookies secure. Default: http://localhost:PORT. */
  BASE_URL: httpUrl.optional(),
  /** Proxies of one's own in front of the web process: from which entry of X-Forwarded-For the caller's address is taken. */
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  /** Signs session cookies. */
  NEXTAUTH_SECRET: z.string('is not set').min(32, 'must have at least 32 characters'),
  /** Wraps the data keys of credentials: 32 bytes in base64; several, the current one first, while rotating. */
  MASTER_KEY: z.string().optional(),
  /** The same, in a file, one a line (default DATA_DIR/master.key, made at the first start). */
  MASTER_KEY_FILE: z.string().optional(),
  /** Exchange id (or `*`) → base address instead of the exchange's own: proxies, test networks, simulator. */
  EXCHANGE_BASE_URLS: baseUrls.default({}),
  /** Name of the address that exchanges see; processes that share one share the exchanges' limits. */
  EGRESS: z.string().max(64).default('default'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
  /** Who may sign up. */
  REGISTRATION: z.enum(['open', 'invite', 'closed'], 'must be open, invite or closed').default('open'),
  /** API requests a minute for one token. */
  API_RATE_PER_MINUTE: wholeNumber(1, 1_000_000).default(6000),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GOOGLE_ID: z.string().optional(),
  GOOGLE_SECRET: z.string().optional(),
  /** smtp(s)://user:password@host:port; without it links are written to the operator's log. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@mail.example.com:465' }).optional(),
  MAIL_FROM: z.string().default('Ballast <ballast@localhost>'),
})

export type Env = Omit<z.output<typeof schema>, 'BASE_URL'> & { BASE_URL: string }

/**
 * Reads the environment; an empty value counts as not set.
 * @throws EnvProblem naming the first variable that does not fit, never its value
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new EnvProblem(`${issue?.path.join('.') || 'The environment'} ${issue?.message ?? 'does not fit'}.`)
  }
  for (const provider of ['GITHUB', 'GOOGLE'] as const) {
    const [id, secret] = [parsed.data[`${provider}_ID`], parsed.data[`${provider}_SECRET`]]
    if ((id === undefined) !== (secret === undefined)) {
      throw new EnvProblem(`${provider}_ID and ${provider}_SECRET must be set together.`)
    }
  }
  return { ...parsed.data, BASE_URL: parsed.data.BASE_URL ?? `http://localhost:${parsed.data.PORT}` }
}

let current: Env | undefined

/** The environment of this process, read at the first call. The only reader of `process.env` in `server`. @throws EnvProblem */
export function env(): Env {
  current ??= parseEnv(process.env)
  return current
}
