import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseUrl, dropDatabase, onServer } from '@/db/testing'
import { type BallastProcess, type DemoProcess, setupCodeOf, startBallast, startDemo } from '../demo-process'
import { pidOf, processesOf, stillLiving } from './processes'

/** What a person does to the processes of a start, and what may happen to them. The first start may have to build. */
const START_MS = 400_000
/** Whoever waited for nothing would have ended by then. */
const LONGER_THAN_A_STOP_MS = 2_500

const folders: string[] = []
const running = new Set<BallastProcess>()

afterAll(async () => {
  for (const one of running) await one.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}, 180_000)

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-life-'))
  folders.push(folder)
  return folder
}

async function demo(dataDir: string): Promise<DemoProcess> {
  const started = await startDemo({ DATA_DIR: dataDir, BASE_URL: '' })
  running.add(started)
  return started
}

const accountSchema = z.array(z.object({ id: z.string(), name: z.string() }))

async function accountsOf({ url, token }: DemoProcess): Promise<z.infer<typeof accountSchema>> {
  const response = await fetch(`${url}/api/accounts/`, { headers: { Authorization: `Token ${token}` } })
  expect(response.status).toBe(200)
  return accountSchema.parse(await response.json())
}

const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  )

/** A request that the web process has begun to read; it is answered once `finish` has sent the rest. */
async function underWay({ port, token }: DemoProcess): Promise<{ finish: () => Promise<number | undefined> }> {
  const body = JSON.stringify({ account_ids: ['nobody’s'], pair: 'ETH:PERP-USDT', leverage: 3 })
  const headers = {
    Authorization: `Token ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Expect: '100-continue',
  }
  const sent = request({ host: '127.0.0.1', port, path: '/api/set_leverage/', method: 'POST', headers })
  sent.flushHeaders()
  await once(sent, 'continue')
  const finish = async () => {
    const answer = new Promise<number | undefined>((resolve, reject) => {
      sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject)
    })
    sent.end(body)
    return answer
  }
  return { finish }
}

const csrfSchema = z.object({ csrfToken: z.string() })

/** What a browser keeps of one host, whatever the port. */
class CookieJar {
  private readonly cookies = new Map<string, string>()

  private async ask(url: string, body?: URLSearchParams | string): Promise<Response> {
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : undefined
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { method: body ? 'POST' : 'GET', headers: { cookie, ...type }, body, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** The first to do so, with what the start printed. */
  async signUp(ballast: BallastProcess): Promise<void> {
    const { url } = ballast
    const person = { email: 'joan@example.com', password: 'long enough for anybody' }
    const asked = (setupCode?: string) =>
      this.ask(`${url}/api/trpc/users.register`, JSON.stringify({ json: { ...person, setupCode } }))
    expect((await asked()).status).toBe(403)
    expect((await asked(setupCodeOf(ballast))).status).toBe(200)
    await this.form(`${url}/api/auth/callback/credentials`, url, person)
  }

  async signOut(url: string): Promise<void> {
    await this.form(`${url}/api/auth/signout`, url, {})
  }

  async isKnownAt(url: string): Promise<boolean> {
    return (await this.ask(`${url}/api/trpc/settings.get`)).status === 200
  }

  private async form(action: string, url: string, fields: Record<string, string>): Promise<void> {
    const { csrfToken } = csrfSchema.parse(await (await this.ask(`${url}/api/auth/csrf`)).json())
    const answer = await this.ask(action, new URLSearchParams({ ...fields, csrfToken, json: 'true' }))
    expect(answer.status).toBe(200)
  }
}

async function stopped(one: BallastProcess, dataDir: string): Promise<void> {
  const family = [...processesOf(dataDir).values()]
  // How long it takes is measured where nothing else runs: scripts/smoke-demo.ts.
  await one.stop()
  running.delete(one)
  expect(stillLiving(family)).toEqual([])
}

describe('the demo', () => {
  const dataDir = newFolder()
  let first: DemoProcess
  let accounts: z.infer<typeof accountSchema>

  it(
    'starts from nothing, shows each step, and keeps its secrets to its owner',
    async () => {
      first = await demo(dataDir)
      accounts = await accountsOf(first)
      expect(accounts.length).toBeGreaterThan(2)
      for (const step of ['database', 'schema', 'simulator', 'demo desk', 'web process'])
        expect(first.output()).toMatch(new RegExp(`✓ [^\\n]*${step}[^\\n]* \\(\\d+\\.\\d s\\)`))
      expect(statSync(dataDir).mode & 0o777).toBe(0o700)
      const kept = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('postgres/'))
      expect(kept).toEqual(expect.arrayContaining(['secrets.json', 'postgres.json', 'master.key', path.join('log', 'web.log')]))
      for (const file of kept) expect([file, statSync(path.join(dataDir, file)).mode & 0o077]).toEqual([file, 0])
      expect([...processesOf(dataDir).keys()].sort()).toEqual(['launcher', 'postgres', 'simulator', 'web', 'worker'])
    },
    START_MS,
  )

  it('refuses a second start on its folder and goes on', async () => {
    await expect(demo(dataDir)).rejects.toThrow(/is in use by another Ballast/)
    expect(await accountsOf(first)).toEqual(accounts)
  })

  it.each(['web', 'worker', 'simulator', 'postgres'])(
    'goes on when %s is killed',
    async (name) => {
      const before = pidOf(dataDir, name)
      process.kill(before, 'SIGKILL')
      await expect.poll(() => processesOf(dataDir).get(name) ?? before, { timeout: 150_000 }).not.toBe(before)
      await expect.poll(() => statusOf(`${first.url}/api/health/ready`), { timeout: 150_000 }).toBe(200)
      // A connection of before may be the first that is asked.
      await expect.poll(() => accountsOf(first).catch(() => null)).toEqual(accounts)
      expect(first.output()).toMatch(/starting it again/)
    },
    90_000,
  )

  it('starts web and worker anew when they stand still', async () => {
    // The worker may still be on its way back from the database's end.
    await expect.poll(() => stillLiving([pidOf(dataDir, 'web'), pidOf(dataDir, 'worker')]).length).toBe(2)
    const standing = ['web', 'worker'].map((name) => [name, pidOf(dataDir, name)] as const)
    for (const [, pid] of standing) process.kill(pid, 'SIGSTOP')
    for (const [name, pid] of standing) {
      await expect.poll(() => processesOf(dataDir).get(name) ?? pid, { timeout: 150_000 }).not.toBe(pid)
      expect(first.output()).toContain(`${name} stands still: its event loop does not turn`)
    }
    await expect.poll(() => statusOf(`${first.url}/api/health/ready`), { timeout: 150_000 }).toBe(200)
    expect(stillLiving(standing.map(([, pid]) => pid))).toEqual([])
    expect(await accountsOf(first)).toEqual(accounts)
  }, 400_000)

  it(
    'starts again after its launcher was killed, with what was stored, and ends what was left',
    async () => {
      const left = processesOf(dataDir)
      process.kill(pidOf(dataDir, 'launcher'), 'SIGKILL')
      await first.stop()
      running.delete(first)
      const second = await demo(dataDir)
      expect(await accountsOf(second)).toEqual(accounts)
      expect(second.output()).toMatch(/Ended what an earlier run left behind/)
      expect(stillLiving(left.values())).toEqual([])

      // What is under way when it is told to stop is answered.
      const { finish } = await underWay(second)
      const family = [...processesOf(dataDir).values()]
      const stop = second.stop()
      await expect.poll(() => second.output()).toContain('Stopping …')
      await pause(LONGER_THAN_A_STOP_MS)
      expect(await finish()).toBe(422)
      await stop
      running.delete(second)
      expect(stillLiving(family)).toEqual([])
    },
    START_MS,
  )
})

describe('npm start', () => {
  const name = `ballast_start_${randomBytes(6).toString('hex')}`
  const server = process.env.TEST_DATABASE_URL ?? ''

  afterAll(() => dropDatabase(server, name))

  it(
    'uses a database of its own choice and embeds none, beside another copy in another folder',
    async () => {
      const [ownFolder, otherFolder] = [newFolder(), newFolder()]
      await onServer(server, (sql) => sql.unsafe(`create database ${name}`))
      const own = await startBallast('start', { DATA_DIR: ownFolder, BASE_URL: '', DATABASE_URL: databaseUrl(server, name) })
      running.add(own)
      const other = await startBallast('start', { DATA_DIR: otherFolder, BASE_URL: '' })
      running.add(other)
      for (const { url } of [own, other]) {
        expect((await fetch(`${url}/sign-up`)).status).toBe(200)
        expect((await fetch(`${url}/api/health/ready`)).status).toBe(200)
      }
      expect(existsSync(path.join(ownFolder, 'postgres'))).toBe(false)
      expect(own.output()).not.toContain('API token')
      // One browser is at home in both: cookies know no ports.
      const browser = new CookieJar()
      for (const one of [own, other]) await browser.signUp(one)
      expect([await browser.isKnownAt(own.url), await browser.isKnownAt(other.url)]).toEqual([true, true])
      await browser.signOut(other.url)
      expect([await browser.isKnownAt(own.url), await browser.isKnownAt(other.url)]).toEqual([true, false])
      await stopped(own, ownFolder)
      await stopped(other, otherFolder)
    },
    START_MS,
  )
})
