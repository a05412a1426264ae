import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startOwnPostgres } from '@/db/own-postgres.testing'
import { backupDesk } from '@/server/backup/desk.testing'
import { type DemoProcess, startDemo } from '../demo-process'

/** Three starts, the first of which may have to build. */
const LIMIT_MS = 900_000

const running = new Set<DemoProcess>()
let own = ''
let stopOwn = async () => {}
beforeAll(async () => {
  const started = await startOwnPostgres()
  own = started.url
  stopOwn = started.stop
})
afterAll(async () => {
  for (const one of running) await one.stop()
  await stopOwn()
}, 180_000)
const desk = backupDesk()

async function demo(env: Record<string, string>): Promise<DemoProcess> {
  const started = await startDemo({ DATABASE_URL: '', BASE_URL: '', ...env })
  running.add(started)
  return started
}

async function stop(one: DemoProcess): Promise<void> {
  await one.stop()
  running.delete(one)
}

function command(script: 'backup' | 'restore', args: string[], env: Record<string, string>): string {
  const child = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    env: { ...process.env, DATABASE_URL: '', BACKUP_PASSPHRASE: 'a long enough passphrase', ...env },
    encoding: 'utf8',
  })
  expect([child.status, child.stderr]).toEqual([0, ''])
  return child.stdout
}

const accountsSchema = z.array(z.object({ id: z.string(), name: z.string() }))
const refreshedSchema = z.object({ results: z.array(z.unknown()), errors: z.array(z.unknown()) })

async function call(method: string, { url, token }: DemoProcess, path: string): Promise<unknown> {
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) })
  expect(response.status).toBe(200)
  return response.json()
}

/** What accounts there are, once each of them was read by its exchange with the key that came along. */
async function accountsOf(one: DemoProcess): Promise<z.output<typeof accountsSchema>> {
  const refreshed = refreshedSchema.parse(await call('POST', one, '/api/accounts/refresh/'))
  const accounts = accountsSchema.parse(await call('GET', one, '/api/accounts/'))
  expect(refreshed).toMatchObject({ errors: [], results: { length: accounts.length } })
  return accounts
}

it(
  'an installation that was restored into an empty place starts and reads its accounts, on either kind of database',
  async () => {
    const [first, second, third] = [desk.newFolder(), desk.newFolder(), desk.newFolder()]
    const [away, back] = [desk.newFile(), desk.newFile()]
    const embedded = await demo({ DATA_DIR: first })
    const accounts = await accountsOf(embedded)
    expect(accounts.length).toBeGreaterThan(2)
    expect(command('backup', ['--out', away, '--with-master-key'], { DATA_DIR: first })).toMatch(/read again and counted/)
    await stop(embedded)

    const DATABASE_URL = await desk.emptyDatabase(own)
    command('restore', ['--from', away], { DATA_DIR: second, DATABASE_URL })
    const elsewhere = await demo({ DATA_DIR: second, DATABASE_URL })
    expect(await accountsOf(elsewhere)).toEqual(accounts)
    command('backup', ['--out', back, '--with-master-key'], { DATA_DIR: second, DATABASE_URL })
    await stop(elsewhere)

    command('restore', ['--from', back], { DATA_DIR: third })
    const home = await demo({ DATA_DIR: third })
    expect(await accountsOf(home)).toEqual(accounts)
    await stop(home)
  },
  LIMIT_MS,
)
