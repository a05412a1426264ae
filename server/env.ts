import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import type { NightlySettings } from './domain/nightly'
import type { Retention } from './domain/retention'
import { misspelt } from './env-names'
import { providerShape, requireWholeProviders } from './env-providers'
import { STREAM_LIMITS } from './live/places'
import { type InForce, settingsInForce } from './settings/in-force'
import { EnvProblem } from './settings/problem'
import { READ_AT_START, SECRET_FILES, withSecretFiles } from './settings/secrets'
import { withoutSlashes } from './without-slashes'

export { EnvProblem }

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must look like https://ballast.example.com' })
  .transform((url) => withoutSlashes(url))

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

/** IPv4 and IPv6 addresses with commas between them. */
const ipAddresses = z.string().transform((text, ctx) => {
  const addresses = text.split(',').map((each) => each.trim())
  if (addresses.every((each) => isIP(each) !== 0)) return addresses
  ctx.addIssue({ code: 'custom', message: 'must be IP addresses with commas between them, such as 203.0.113.7,2001:db8::7' })
  return z.NEVER
})

const HOST_NAME = /^(\*\.)?[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*$/
/** Names and addresses with commas between them; of `*.example.com` the dot and what is behind it. */
const hostNames = z.string().transform((text, ctx) => {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  if (names.every((name) => HOST_NAME.test(name) || isIP(name) !== 0)) return names.map((name) => name.replace(/^\*/, ''))
  ctx.addIssue({
    code: 'custom',
    message: 'must be host names without ports, with commas between them, such as ballast.example.com, *.lan',
  })
  return z.NEVER
})

const LONGEST_DAYS = 36_500
/** Days, or `forever`; null is for ever. */
const days = (longest = LONGEST_DAYS) => {
  const wrong = `must be a whole number of days from 1 to ${longest}, or "forever"`
  return z
    .string()
    .regex(/^(\d+|forever)$/, wrong)
    .transform((text) => (text === 'forever' ? null : Number(text)))
    .refine((value) => value === null || (value >= 1 && value <= longest), wrong)
}

const shape = {
  NODE_ENV: z.enum(['development', 'production', 'test'], 'must be development, production or test').default('production'),
  /** PostgreSQL 15 or newer; the launcher sets it for the embedded one. */
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: (issue) => (issue.input === undefined ? 'is not set' : 'must look like postgres://user:password@host:5432/database'),
  }),
  /** Of the role that owns the tables, for migrations alone: read by the launcher and commands, and let go of by processes (`env`). */
  MIGRATION_DATABASE_URL: z.string().optional(),
  /** The same database past a pooler that shares sessions (PgBouncer), for LISTEN, locks and migrations; read by `db`. */
  DATABASE_DIRECT_URL: z.string().optional(),
  /** A streaming replica of it, asked for the past as far as it has it. */
  DATABASE_READ_URL: z.string().optional(),
  /** A file with the certificate of whoever signed the database's, where the address names none. */
  DATABASE_CA_FILE: z.string().optional(),
  /** Connections of one process at most. */
  DATABASE_POOL: wholeNumber(2, 500).default(10),
  /** Folder of everything that is kept. */
  DATA_DIR: z.string().default('.data'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** The address that browsers use; https makes cookies secure. Default: http://localhost:PORT. */
  BASE_URL: httpUrl.optional(),
  /** Names under which the web process answers, beside the one of BASE_URL and those of this machine. */
  ALLOWED_HOSTS: hostNames.default([]),
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
  /** Of each exchange's documented limits: less where other programs use the same address, more where it granted more. */
  EXCHANGE_LIMITS_PERCENT: wholeNumber(1, 1_000_000).default(100),
  /** Name of the address that exchanges see; processes that share one share the exchanges' limits. */
  EGRESS: z.string().max(64).default('default'),
  /** The addresses themselves, with commas between them: people bind their keys to them. */
  EGRESS_ADDRESSES: ipAddresses.default([]),
  /** How far back ledgers of an account are read that is connected; `forever`: as far as its exchange goes. */
  LEDGERS_DAYS: days().default(null),
  /** How long each snapshot is kept whole. */
  RETENTION_SNAPSHOTS_HOURS: wholeNumber(1, 24 * 366).default(48),
  /** How long points of equity and exposure are kept, by width. */
  RETENTION_EQUITY_5MIN_DAYS: days().default(35),
  RETENTION_EQUITY_HOURLY_DAYS: days().default(730),
  RETENTION_EQUITY_DAILY_DAYS: days().default(null),
  /** The same of single assets, of which there are many more. */
  RETENTION_ASSETS_5MIN_DAYS: days().default(8),
  RETENTION_ASSETS_HOURLY_DAYS: days().default(95),
  RETENTION_ASSETS_DAILY_DAYS: days().default(null),
  /** How long tries to refresh are listed. */
  RETENTION_REFRESHES_DAYS: wholeNumber(1, LONGEST_DAYS).default(14),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
  /** Port of its own for `/metrics` of the web process, and of the worker; unset: none. */
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  METRICS_WORKER_PORT: wholeNumber(1, 65_535).optional(),
  /** Where those listen. */
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** What a scraper sends as `Authorization: Bearer`; with it the web process answers `/metrics` at its own address too. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Names, owners and equity of all accounts among the metrics. */
  METRICS_PORTFOLIO: z.enum(['off', 'on'], 'must be off or on').default('off'),
  /** Base address of a collector that takes traces by OTLP over HTTP (its standard name); unset: nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  /** `name=value`, with commas between them: what the collector wants to be sent, a token for instance. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  /** Per cent of traces that are kept. */
  TRACES_PERCENT: wholeNumber(1, 100).default(100),
  /** Who may sign up. */
  REGISTRATION: z.enum(['open', 'invite', 'closed'], 'must be open, invite or closed').default('open'),
  /** Whether everybody must have a second factor before anything else. */
  SECOND_FACTOR: z.enum(['optional', 'required'], 'must be optional or required').default('optional'),
  /** How long an API token lasts at most; `forever` lets people make some that never end. */
  API_TOKEN_LONGEST_DAYS: days(3650).default(365),
  /** API requests a minute for one token. */
  API_RATE_PER_MINUTE: wholeNumber(1, 1_000_000).default(6000),
  /** Live streams open at the same time in one process. */
  STREAMS_PER_PERSON: wholeNumber(1, 1_000_000).default(STREAM_LIMITS.person),
  STREAMS_PER_TOKEN: wholeNumber(1, 1_000_000).default(STREAM_LIMITS.token),
  STREAMS_PER_ADDRESS: wholeNumber(1, 1_000_000).default(STREAM_LIMITS.address),
  STREAMS_PER_PROCESS: wholeNumber(1, 1_000_000).default(STREAM_LIMITS.process),
  /** Connections open at the same time from one address, where no proxy of ours holds them. */
  CONNECTIONS_PER_ADDRESS: wholeNumber(8, 1_000_000).default(1024),
  ...providerShape,
  /** smtp(s)://user:password@host:port; without it letters wait in DATA_DIR/letters.txt. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must look like smtps://user:password@mail.example.com:465' }).optional(),
  /** Time of day, on this machine, at which the worker makes a backup; unset: none is made. */
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day from 00:00 to 23:59, such as 03:30')
    .transform((text) => ({ hour: Number(text.slice(0, 2)), minute: Number(text.slice(3)) }))
    .optional(),
  /** Folder of the nightly backups (default DATA_DIR/backups). */
  BACKUP_DIR: z.string().optional(),
  /** How many of them stay. */
  BACKUP_KEEP: wholeNumber(1, 1000).default(7),
  /** Whether the master key is in them; with a passphrase only. */
  BACKUP_MASTER_KEY: z.enum(['apart', 'included'], 'must be apart or included').default('apart'),
  /** Opens backups; read by `npm run backup` and `npm run restore`. */
  BACKUP_PASSPHRASE: z.string().optional(),
  BACKUP_PASSPHRASE_FILE: z.string().optional(),
  /** Hosts (`name` or `name:port`) that people's channels may lead to though they lie within this server's own network. */
  NOTIFY_ALLOW_HOSTS: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    )
    .default([]),
  MAIL_FROM: z.string().default('Ballast <ballast@localhost>'),
}
const schema = z.object(shape)

/** Read by programs of Ballast that are none of its processes: `npm run mcp`. */
const OF_COMMANDS = ['BALLAST_TOKEN']
/** The names of all settings, each secret with its file. */
export const SETTING_NAMES: readonly string[] = [...new Set([...Object.keys(shape), ...OF_COMMANDS, ...SECRET_FILES])]
/** The names of the settings as a list of them is shown: a secret's file is where its secret comes from. */
export const SHOWN_SETTINGS: readonly string[] = SETTING_NAMES.filter(
  (name) => !READ_AT_START.some((secret) => name === `${secret}_FILE`),
)

export type Env = Omit<z.output<typeof schema>, 'BASE_URL'> & { BASE_URL: string }

/**
 * Reads the environment; an empty value counts as not set.
 * @throws EnvProblem naming the first variable that does not fit, never its value, or that is named like a setting and is none
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const set: Record<string, string> = {}
  for (const [name, value] of Object.entries(source)) if (value !== undefined && value !== '') set[name] = value
  const unknown = misspelt(set, SETTING_NAMES)
  if (unknown) throw new EnvProblem(`${unknown.name} is no setting of Ballast; the nearest is ${unknown.nearest}.`)
  const parsed = schema.safeParse(withSecretFiles(set))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new EnvProblem(`${issue?.path.join('.') || 'The environment'} ${issue?.message ?? 'does not fit'}.`)
  }
  refuseHoles(parsed.data)
  requireWholeProviders(parsed.data)
  const { BACKUP_MASTER_KEY, BACKUP_PASSPHRASE, BACKUP_PASSPHRASE_FILE } = parsed.data
  if (BACKUP_MASTER_KEY === 'included' && BACKUP_PASSPHRASE === undefined && BACKUP_PASSPHRASE_FILE === undefined)
    throw new EnvProblem('BACKUP_MASTER_KEY included needs BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE.')
  return { ...parsed.data, BASE_URL: parsed.data.BASE_URL ?? `http://localhost:${parsed.data.PORT}` }
}

/** What a setting is where nobody sets it, as text; undefined: nothing. */
export function defaultOf(name: string): string | undefined {
  if (name === 'BASE_URL') return 'http://localhost:PORT'
  const field = Object.entries(shape).find(([known]) => known === name)?.[1]
  const parsed = field?.safeParse(undefined)
  if (!parsed?.success || parsed.data === undefined) return undefined
  const { data } = parsed
  if (data === null) return 'forever'
  if (Array.isArray(data)) return data.join(',') || undefined
  return typeof data === 'object' ? undefined : String(data)
}

/** Coarser points reach at least as far back as finer ones, or history would have a hole. @throws EnvProblem */
function refuseHoles(settings: z.output<typeof schema>): void {
  const of = (days: number | null) => days ?? Number.POSITIVE_INFINITY
  for (const what of ['EQUITY', 'ASSETS'] as const) {
    const widths = [`RETENTION_${what}_5MIN_DAYS`, `RETENTION_${what}_HOURLY_DAYS`, `RETENTION_${what}_DAILY_DAYS`] as const
    for (const [index, coarser] of widths.slice(1).entries()) {
      const finer = widths[index]
      if (finer && of(settings[coarser]) < of(settings[finer])) throw new EnvProblem(`${coarser} must not be less than ${finer}.`)
    }
  }
}

/** When and where the worker makes backups, as the settings say; null: nowhere. */
export function nightlyOf(settings: Env): NightlySettings | null {
  const { BACKUP_AT: at, BACKUP_DIR, BACKUP_KEEP: keep, BACKUP_MASTER_KEY, DATA_DIR } = settings
  if (at === undefined) return null
  const dir = path.resolve(/* turbopackIgnore: true */ BACKUP_DIR ?? path.join(DATA_DIR, 'backups'))
  return { at, dir, keep, withMasterKey: BACKUP_MASTER_KEY === 'included' }
}

const DAY_SECONDS = 86_400

/** How long history is kept, as the environment says. */
export function retentionOf(settings: Env): Retention {
  const seconds = (days: number | null) => (days === null ? null : days * DAY_SECONDS)
  return {
    snapshotSeconds: settings.RETENTION_SNAPSHOTS_HOURS * 3600,
    refreshSeconds: settings.RETENTION_REFRESHES_DAYS * DAY_SECONDS,
    equityPointSeconds: {
      300: seconds(settings.RETENTION_EQUITY_5MIN_DAYS),
      3600: seconds(settings.RETENTION_EQUITY_HOURLY_DAYS),
      86400: seconds(settings.RETENTION_EQUITY_DAILY_DAYS),
    },
    assetPointSeconds: {
      300: seconds(settings.RETENTION_ASSETS_5MIN_DAYS),
      3600: seconds(settings.RETENTION_ASSETS_HOURLY_DAYS),
      86400: seconds(settings.RETENTION_ASSETS_DAILY_DAYS),
    },
  }
}

/** What is in force by an environment and the file in its data folder. @throws EnvProblem */
export function inForce(environment: Record<string, string | undefined>): InForce {
  return settingsInForce(environment, SETTING_NAMES)
}

/** Next keeps several copies of a module; the file is read once by a process all the same. */
const APPLIED = Symbol.for('ballast.settings')

/**
 * Puts what DATA_DIR/ballast.env and secrets' files say into this process's environment, once: whatever reads a setting, reads
 * it there.
 * @param warn told of each thing that should be mended
 * @returns all that is set
 * @throws EnvProblem
 */
export function settingsOfProcess(warn: (line: string) => void = toStderr): Record<string, string> {
  const holder = globalThis as typeof globalThis & { [APPLIED]?: true }
  if (!holder[APPLIED]) {
    const { values, warnings } = inForce(process.env)
    for (const [name, value] of Object.entries(values)) process.env[name] = value
    for (const secret of READ_AT_START) delete process.env[`${secret}_FILE`]
    holder[APPLIED] = true
    for (const warning of warnings) warn(warning)
  }
  const set: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined && value !== '') set[name] = value
  return set
}

function toStderr(line: string): void {
  process.stderr.write(`warning: ${line}\n`)
}

let current: Env | undefined

/**
 * The settings of this process, read at the first call. The only reader of `process.env` in `server`. The address of whoever
 * owns the tables is let go of: a web process or worker that is started by itself reads the same file as `npm run migrate`.
 * @throws EnvProblem
 */
export function env(): Env {
  if (current) return current
  const { MIGRATION_DATABASE_URL: _owners, ...settings } = settingsOfProcess()
  delete process.env.MIGRATION_DATABASE_URL
  current = parseEnv(settings)
  return current
}
