import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseUrl, dropDatabase, onServer } from '@/db/testing'
import { freePort } from './demo-process'
import { build } from './launcher/build'

/** Processes that somebody starts by themselves, on a PostgreSQL that is empty, or is not there yet. */
const patient = { timeout: 90_000, interval: 100 }
const children: ChildProcess[] = []
const owner = process.env.TEST_DATABASE_URL ?? ''
const name = `ballast_empty_${randomBytes(6).toString('hex')}`
let dataDir: string
/** Where the processes think that the database is: what listens there comes later. */
let gate: Server | undefined
let environment: Record<string, string>
const sockets = new Set<Socket>()

function run(args: readonly string[], more: Record<string, string> = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said.text += chunk.toString()))
  return { child, said }
}

/** Its exit code, once all that it said has been read; of one that has ended already too. */
function exited(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('close', resolve)
  })
}

/** Passes what comes to a port on to PostgreSQL, from now on. */
function open(port: number): Promise<void> {
  const { hostname, port: real } = new URL(owner)
  gate = createServer((socket) => {
    const onward = connect(Number(real), hostname)
    for (const each of [socket, onward]) {
      sockets.add(each)
      each.on('error', () => {})
      each.on('close', () => {
        socket.destroy()
        onward.destroy()
      })
    }
    socket.pipe(onward).pipe(socket)
  })
  return new Promise((resolve) => gate?.listen(port, '127.0.0.1', resolve))
}

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'ballast-order-'))
  environment = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: dataDir,
    MASTER_KEY: randomBytes(32).toString('base64'),
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    DATABASE_URL: '',
    MIGRATION_DATABASE_URL: '',
    BASE_URL: '',
  }
  await build(async ({ command = process.execPath, args, env }) => {
    const child = spawn(command, args, { env: { ...process.env, ...environment, ...env }, stdio: 'ignore' })
    return { code: await exited(child), stdout: '', stderr: '' }
  })
  await onServer(owner, (sql) => sql.unsafe(`create database ${name}`))
}, 400_000)

afterAll(async () => {
  await Promise.all(
    children.map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = exited(child)
      child.kill('SIGTERM')
      await gone
    }),
  )
  gate?.close()
  for (const socket of sockets) socket.destroy()
  await dropDatabase(owner, name)
  rmSync(dataDir, { recursive: true, force: true })
}, 180_000)

describe('processes that are started by themselves', () => {
  it('wait for the database and for its tables, say for what, and serve when both are there', { timeout: 240_000 }, async () => {
    const [databasePort, webPort] = [await freePort(), await freePort()]
    const url = new URL(databaseUrl(owner, name))
    url.hostname = '127.0.0.1'
    url.port = String(databasePort)
    environment.DATABASE_URL = url.href
    const worker = run(['scripts/worker.mjs'])
    const web = run(['scripts/web.mjs'], { PORT: String(webPort), BASE_URL: `http://127.0.0.1:${webPort}` })
    const nobody = /waiting\. The database at 127\.0\.0\.1:\d+\/\w+ cannot be used: nothing listens there\./
    await expect.poll(() => worker.said.text, patient).toMatch(nobody)
    await expect.poll(() => web.said.text, patient).toMatch(nobody)
    expect(await readiness(webPort)).toEqual({ status: 503, reason: 'database_unreachable' })

    await open(databasePort)
    const tables = /waiting\. The database does not have the tables of this version yet: `npm run migrate` makes them/
    await expect.poll(() => worker.said.text, patient).toMatch(tables)
    await expect.poll(() => web.said.text, patient).toMatch(tables)
    expect(await readiness(webPort)).toEqual({ status: 503, reason: 'database_not_migrated' })

    // Two that come at once do it once.
    const migrations = [run(['--import', 'tsx', 'scripts/migrate.ts']), run(['--import', 'tsx', 'scripts/migrate.ts'])]
    // Asked of both before either is waited for: whichever ends first is heard.
    const codes = await Promise.all(migrations.map(({ child }) => exited(child)))
    expect(codes, migrations.map(({ said }) => said.text).join('\n')).toEqual([0, 0])
    for (const { said } of migrations) {
      expect(said.text).toContain('The tables are those of this version.')
      expect(said.text).toMatch(/Setup code: (\w{4}-){4}\w{4}\n/)
    }
    await expect.poll(() => worker.said.text, patient).toMatch(/the database is there[\s\S]*worker started/)
    await expect.poll(() => readiness(webPort), patient).toMatchObject({ status: 200 })
    // Said once each, however long they waited.
    for (const { said } of [worker, web]) expect(said.text.match(/waiting/g)).toHaveLength(2)
  })

  it('end at once where waiting helps nobody', async () => {
    const wrong = new URL(databaseUrl(owner, name))
    wrong.password = 'not-the-password'
    for (const program of [['scripts/worker.mjs'], ['--import', 'tsx', 'scripts/migrate.ts']]) {
      const { child, said } = run(program, { DATABASE_URL: wrong.href })
      expect(await exited(child), said.text).toBe(1)
      expect(said.text).toMatch(/it refuses the password/)
      expect(said.text).not.toMatch(/not-the-password|waiting| at .*:\d+:\d+\)/)
    }
  })
})

const stateSchema = z.object({ reason: z.string().optional() })

async function readiness(port: number): Promise<{ status: number; reason?: string | undefined }> {
  const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`).catch(() => null)
  if (response === null) return { status: 0 }
  return { status: response.status, ...stateSchema.parse(await response.json()) }
}
