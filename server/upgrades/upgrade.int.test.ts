import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { restoreInto } from '@/db/backup/target'
import { migrate } from '@/db/migrate'
import { roleOf } from '@/db/process-role'
import { isMigrated } from '@/db/queries/health'
import { openAppDb } from '@/db/roles'
import { databaseUrl, PROCESSES_VARIABLE } from '@/db/testing'
import { openBackup } from '../backup/check'
import { backupDesk } from '../backup/desk.testing'
import type { Manifest } from '../backup/manifest'
import { DomainError } from '../errors'
import { FakeExchanges } from '../exchanges/testing'
import { handleRest, type RestDeps } from '../rest/handle'
import { operationsAt } from '../rest/operations'
import { createRestRateLimiter } from '../rest/rate-limit'
import { TestClock, testDeps } from '../services/testing'
import { contentOf, systemConnection } from './content.testing'

/**
 * From every version that was released. `fixtures/VERSION.backup` is a backup of that version's own demo, thinned out (0.1.0 refused
 * to make one of itself: the version behind it did, before its first start); `fixtures/VERSION.json` is what its REST API told of
 * the same rows. A release adds both.
 */
const FOLDER = path.join(import.meta.dirname, 'fixtures')
const VERSIONS = readdirSync(FOLDER).flatMap((file) => /^(.+)\.backup$/.exec(file)?.[1] ?? [])
const server = process.env.TEST_DATABASE_URL ?? ''
const processes = process.env[PROCESSES_VARIABLE] ?? server
const desk = backupDesk()

const toldSchema = z.object({
  /** When it was asked. */
  at: z.iso.datetime(),
  /** A person, whose own desk has their id. */
  userId: z.uuid(),
  answers: z.record(z.string(), z.unknown()),
})

/** A database as a version left it. */
async function asLeftBy(version: string): Promise<{ url: string; manifest: Manifest }> {
  const url = await desk.emptyDatabase(server)
  const { manifest, chunks } = await openBackup(path.join(FOLDER, `${version}.backup`), null)
  await restoreInto(url, manifest, chunks, { asItWas: true })
  return { url, manifest }
}

const upgrade = (url: string) => migrate(url, processes === server ? undefined : roleOf(processes))
const processesUrl = (url: string) => databaseUrl(processes, new URL(url).pathname.slice(1))

it('there is a fixture of every released version', () => {
  const released = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => version)
  expect(VERSIONS.toSorted()).toEqual(released.toSorted())
})

describe.each(VERSIONS)('an upgrade from %s', (version) => {
  it('brings along every row as it was, and tells of it the same', { timeout: 180_000 }, async () => {
    const { url, manifest } = await asLeftBy(version)
    const before = await contentOf(url, manifest.tables)
    const began = performance.now()
    await upgrade(url)
    const took = Math.round(performance.now() - began)
    const rows = manifest.tables.reduce((sum, { rows: some }) => sum + some, 0)
    process.stdout.write(`Upgrade from ${version}: ${rows} rows in ${manifest.tables.length} tables, ${took} ms.\n`)
    expect(rows).toBeGreaterThan(1000)
    expect(await contentOf(url, manifest.tables)).toEqual(before)

    const told = toldSchema.parse(JSON.parse(readFileSync(path.join(FOLDER, `${version}.json`), 'utf8')))
    const db = await openAppDb({ url: processesUrl(url), max: 4 })
    onTestFinished(() => db.close())
    expect(await db.asSystem(isMigrated)).toBe(true)
    const clock = new TestClock(new Date(told.at))
    const deps: RestDeps = {
      ...testDeps(db, new FakeExchanges(clock.now), clock),
      limiter: createRestRateLimiter(1000),
      authenticate: async (_deps, token) => {
        if (token !== 'owner') throw new DomainError('unauthenticated', 'Send an API token.')
        return { deskId: told.userId, tokenId: randomUUID(), scopes: ['read'], userId: null, accounts: null, tools: [] }
      },
    }
    expect(Object.keys(told.answers).length).toBeGreaterThan(3)
    for (const [address, answer] of Object.entries(told.answers)) {
      const request = new Request(`http://localhost${address}`, { headers: { authorization: 'Token owner' } })
      const response = await handleRest(deps, operationsAt(address.split('?')[0] ?? ''), request)
      // What it told then is told still; there may be more.
      expect(await response.json(), address).toMatchObject(objectSchema.parse(answer))
    }
  })

  it('waits for a table that is in use, and lets others have it meanwhile', { timeout: 180_000 }, async () => {
    const { url } = await asLeftBy(version)
    const [reader, another] = [systemConnection(url), systemConnection(url)]
    let letGo = () => {}
    const reading = reader.begin(async (tx) => {
      await tx`select count(*) from flows`
      await new Promise<void>((resolve) => {
        letGo = resolve
      })
    })
    try {
      const upgrading = upgrade(url)
      const blocked = async () => {
        const [row] = await another<{ n: number }[]>`
          select count(*)::int as n from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and not l.granted`
        return row?.n ?? 0
      }
      await expect.poll(blocked).toBeGreaterThan(0)
      // Behind the migration that waits: without its timeout nobody could read until the first reader ends.
      await another`set statement_timeout = '45s'`
      const [row] = await another<{ n: number }[]>`select count(*)::int as n from flows`
      expect(row?.n).toBeGreaterThan(0)
      letGo()
      await upgrading
    } finally {
      letGo()
      await reading
      await Promise.all([reader.end({ timeout: 5 }), another.end({ timeout: 5 })])
    }
  })
})

const objectSchema = z.record(z.string(), z.unknown()).or(z.array(z.unknown()))
