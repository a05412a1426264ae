import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { databaseUrl, dropDatabase, onServer } from '@/db/testing'
import { type BallastProcess, type DemoProcess, startBallast, startDemo } from '../demo-process'
import { processesOf, stillLiving } from './processes'

/** What a person does to the processes of a start, and what may happen to them. The first start may have to build. */
const START_MS = 400_000

const folders: string[] = []
const running = new Set<BallastProcess>()

afterAll(async () => {
  for (const one of running) await one.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}, 30_000)

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
      const before = processesOf(dataDir).get(name)
      if (before === undefined) throw new Error(`${name} does not run.`)
      process.kill(before, 'SIGKILL')
      await expect.poll(() => processesOf(dataDir).get(name) ?? before, { timeout: 30_000 }).not.toBe(before)
      await expect
        .poll(
          () =>
            fetch(`${first.url}/api/health/ready`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 30_000 },
        )
        .toBe(200)
      expect(await accountsOf(first)).toEqual(accounts)
      expect(first.output()).toMatch(/starting it again/)
    },
    90_000,
  )

  it(
    'starts again after its launcher was killed, with what was stored, and ends what was left',
    async () => {
      const left = processesOf(dataDir)
      process.kill(left.get('launcher') ?? 0, 'SIGKILL')
      await first.stop()
      running.delete(first)
      const second = await demo(dataDir)
      expect(await accountsOf(second)).toEqual(accounts)
      expect(second.output()).toMatch(/Ended what an earlier run left behind/)
      expect(stillLiving(left.values())).toEqual([])
      await stopped(second, dataDir)
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
      await stopped(own, ownFolder)
      await stopped(other, otherFolder)
    },
    START_MS,
  )
})
