import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { makePrivateFolder, mendModes, writePrivateFile } from '@/db/cluster/private-files'
import { withoutSlashes } from '@/server/without-slashes'
import { StartProblem } from './problem'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgres://user:password@host:5432/database',
})
const environment = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int()
    .min(1, 'must be from 1 to 65535')
    .max(65_535, 'must be from 1 to 65535')
    .default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_READ_URL: postgresUrl.optional(),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'must look like https://ballast.example.com' }).optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
})

const secretsSchema = z.object({ nextAuthSecret: z.string(), demoPassword: z.string() })

export interface LaunchSettings {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined
  /** Of the role that owns the tables there; undefined: the processes' own role does. */
  migrationUrl: string | undefined
  /** Past a pooler at `databaseUrl`. */
  directUrl: string | undefined
  baseUrl: string
  /** No public address was set: whatever loopback name the browser uses is right. */
  trustHost: boolean
  nextAuthSecret: string
  demoPassword: string
}

/**
 * Reads the environment; what is secret and not set is made at the first start and kept in the data folder (0600).
 * @throws StartProblem naming the variable
 */
export function launchSettings(env: NodeJS.ProcessEnv): LaunchSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartProblem(`${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'does not fit'}.`)
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, MIGRATION_DATABASE_URL, DATABASE_DIRECT_URL, BASE_URL, NEXTAUTH_SECRET } =
    parsed.data
  if (MIGRATION_DATABASE_URL !== undefined && DATABASE_URL === undefined) {
    throw new StartProblem('MIGRATION_DATABASE_URL needs DATABASE_URL: the embedded database has both roles by itself.')
  }
  if (DATABASE_DIRECT_URL !== undefined && DATABASE_URL === undefined) {
    throw new StartProblem('DATABASE_DIRECT_URL needs DATABASE_URL: it leads to the same database past a pooler.')
  }
  if (parsed.data.DATABASE_READ_URL !== undefined && DATABASE_URL === undefined) {
    throw new StartProblem('DATABASE_READ_URL needs DATABASE_URL: it leads to a replica of that database.')
  }
  const dataDir = path.resolve(DATA_DIR)
  makeDataFolder(dataDir)
  const secrets = keptSecrets(path.join(dataDir, 'secrets.json'))
  return {
    port: PORT,
    host: HOST,
    dataDir,
    databaseUrl: DATABASE_URL,
    migrationUrl: MIGRATION_DATABASE_URL,
    directUrl: DATABASE_DIRECT_URL,
    baseUrl: BASE_URL === undefined ? `http://localhost:${PORT}` : withoutSlashes(BASE_URL),
    trustHost: BASE_URL === undefined,
    nextAuthSecret: NEXTAUTH_SECRET ?? secrets.nextAuthSecret,
    demoPassword: secrets.demoPassword,
  }
}

/** @throws StartProblem where the folder cannot be made its owner's alone */
function makeDataFolder(folder: string): void {
  try {
    makePrivateFolder(folder)
    if (isShared(folder)) {
      throw new StartProblem(`DATA_DIR ${folder} is shared with others: name a folder in it that is for Ballast alone.`)
    }
    mendModes(folder)
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(`DATA_DIR ${folder} cannot be made: ${error instanceof Error ? error.message : 'unknown reason'}.`)
  }
}

/** A folder for everybody's files, or one of another user's that others may enter: neither may be closed to them. */
function isShared(folder: string): boolean {
  const { mode, uid } = statSync(folder)
  const ourselves = process.getuid?.() ?? uid
  const isOthers = ourselves !== 0 && uid !== ourselves && (mode & 0o077) !== 0
  return isOthers || (mode & 0o1000) !== 0 || [path.parse(folder).root, os.homedir()].includes(folder)
}

function keptSecrets(file: string): z.infer<typeof secretsSchema> {
  if (existsSync(file)) {
    const parsed = secretsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    if (parsed.success) return parsed.data
    throw new StartProblem(
      `${file} cannot be read as Ballast wrote it; put it right or remove it (everybody then signs in anew).`,
    )
  }
  const secrets = { nextAuthSecret: randomBytes(32).toString('base64url'), demoPassword: randomBytes(9).toString('base64url') }
  writePrivateFile(file, JSON.stringify(secrets))
  return secrets
}

/** @throws StartProblem where somebody else listens there */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
  if (!fault) return
  if (fault.code === 'EADDRINUSE')
    throw new StartProblem(`Port ${port} is in use. Stop what listens there, or set PORT to another.`)
  if (fault.code === 'EACCES') throw new StartProblem(`Port ${port} may not be used by this user. Set PORT to one above 1023.`)
  throw new StartProblem(`Cannot listen on HOST ${host}, PORT ${port}: ${fault.message}.`)
}
