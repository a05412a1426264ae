import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import { freePort } from './demo-process'
import { build } from './launcher/build'
import { stillLiving } from './launcher/processes'

/** Programs that npm started end with it, however it is ended: npm itself hands no signal on. */
let database: TestDatabase
let folder: string
const started: ChildProcess[] = []

beforeAll(async () => {
  await build(async ({ command, args, env }) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
    const [code] = await once(child, 'close')
    return { code: typeof code === 'number' ? code : null, stdout: '', stderr: '' }
  })
  database = await testDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-stopping-'))
}, 400_000)
afterAll(async () => {
  for (const child of started) if (child.pid) killGroup(child.pid)
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended as it should.
  }
}

/** `npm run SCRIPT` once it has printed what `ready` matches. */
async function npmRun(script: string, ready: RegExp): Promise<{ npm: ChildProcess; pid: number }> {
  const port = String(await freePort())
  const env = {
    ...process.env,
    ...{ PORT: port, HOST: '127.0.0.1', BASE_URL: '', DATA_DIR: folder, DATABASE_URL: database.url, LOG_LEVEL: 'info' },
    NEXTAUTH_SECRET: 'x'.repeat(32),
  }
  const npm = spawn('npm', ['run', script], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  started.push(npm)
  let said = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk))
  await expect.poll(() => said, { timeout: 50_000 }).toMatch(ready)
  // Who listens, or logs, is the program itself, somewhere below npm and a shell.
  const pid = Number(/"pid":(\d+)/.exec(said)?.[1] ?? /process (\d+)/.exec(said)?.[1])
  expect(stillLiving([pid])).toEqual([pid])
  return { npm, pid }
}

describe.each([
  ['worker', /worker started/],
  ['web', /web process \d+ listening/],
] as const)('npm run %s', (script, ready) => {
  it('says in one line that its master key is none', () => {
    const env = {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      NEXTAUTH_SECRET: 'x'.repeat(32),
      MASTER_KEY: 'abc',
    }
    const { status, stderr } = spawnSync(process.execPath, [`scripts/${script}.mjs`], { env, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^The (web process|worker) cannot start: MASTER_KEY must hold keys of 32 bytes in base64[^\n]*\n$/)
  })

  it.each(['SIGTERM', 'SIGKILL', 'Ctrl-C'] as const)(
    'ends when npm gets %s',
    async (how) => {
      const { npm, pid } = await npmRun(script, ready)
      // A terminal tells all that it started.
      if (how === 'Ctrl-C') process.kill(-(npm.pid ?? 0), 'SIGINT')
      else npm.kill(how)
      await expect.poll(() => stillLiving([pid]), { timeout: 50_000 }).toEqual([])
    },
    120_000,
  )
})
