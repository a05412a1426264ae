import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { cookieName } from '@/server/auth/cookie'
import { openSession } from '@/server/services/sessions/open'
import { build, type Run } from '../scripts/launcher/build'
import { WEB } from '../scripts/launcher/bundle'
import { benchUser } from './context'
import type { BenchDatabase } from './database'
import { CannotRun } from './harness'

const READY_MS = 60_000

export interface BenchWeb {
  url: string
  pid: number
  /** `Cookie` header of somebody who signs in as this user. */
  cookie(deskId: string): Promise<string>
  close(): Promise<void>
}

/** The product's own web process as `npm start` runs it, built from these sources, on a database of the benchmark. */
export async function benchWeb(database: BenchDatabase, env: Record<string, string> = {}): Promise<BenchWeb> {
  await build(run)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secret = randomBytes(32).toString('base64url')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bench-web-'))
  const child = spawn(process.execPath, [WEB], {
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', DATABASE_URL: database.url, DATA_DIR: folder, PORT: String(port), HOST: '127.0.0.1' },
      ...{ BASE_URL: url, NEXTAUTH_URL: url, NEXTAUTH_SECRET: secret, NEXT_TELEMETRY_DISABLED: '1', LOG_LEVEL: 'warn' },
      // What is measured is the answer, not its refusal.
      ...{ API_RATE_PER_MINUTE: '1000000', CONNECTIONS_PER_ADDRESS: '10000' },
      ...{ STREAMS_PER_PERSON: '10000', STREAMS_PER_ADDRESS: '10000', STREAMS_PER_PROCESS: '10000' },
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const close = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(child, `${url}/api/health/ready`)
  } catch (error) {
    await close()
    throw error
  }
  return {
    url,
    pid: child.pid ?? 0,
    cookie: async (deskId) => {
      const visitor = { ...(await benchUser(database.db)), ipAddress: null, userAgent: 'bench' }
      const { sessionId } = await openSession(visitor, deskId, 'password', 1)
      return `${cookieName('session-token', { NEXTAUTH_SECRET: secret, BASE_URL: url })}=${await encode({ token: { sub: deskId, sid: sessionId }, secret })}`
    },
    close,
  }
}

const run: Run = ({ command, args, env }) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
    child.on('error', () => resolve({ code: 1, stdout: output.join(''), stderr: '' }))
    child.on('close', (code) => resolve({ code, stdout: output.join(''), stderr: '' }))
  })

/** A script of `bench/` as a process of its own that says `listening on URL` once it can be asked. */
export async function benchServer(script: string, env: Record<string, string>): Promise<{ url: string; close(): Promise<void> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      const found = /listening on (\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.once('close', () => reject(new Error(`${script} ended before it listened.`)))
  })
  return { url, close: () => ended(child) }
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const end = performance.now() + READY_MS
  while (child.exitCode === null && performance.now() < end) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new CannotRun('the web process does not start here')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 3000)
  await gone
  clearTimeout(force)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port.'))))
    })
  })
}
