import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing'
import type { NightlySettings } from '../domain/nightly'
import { personOf } from '../services/authorise'
import { getNotices } from '../services/notices/list'
import { signedInUser } from '../services/testing'
import { checkBackup } from './check'
import { backupDesk } from './desk.testing'
import { backUpIfDue, runBackupCommand } from './nightly'

const desk = backupDesk()
const signal = new AbortController().signal
const nightly = (): NightlySettings => ({
  at: { hour: 0, minute: 0 },
  dir: path.join(desk.newFolder(), 'backups'),
  keep: 2,
  withMasterKey: false,
})
let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await testDatabase()
  dataDir = desk.newFolder()
  return () => database.close()
})
afterEach(() => vi.unstubAllEnvs())

describe('the worker’s nightly backup', () => {
  it('is made once a night, keeps as many as are wanted, and touches nothing else', async () => {
    const settings = nightly()
    vi.stubEnv('DATABASE_URL', database.url)
    await desk.as({ url: database.url, dataDir }, async (deps) => {
      const { ctx } = await desk.signUp(deps)
      expect(await backUpIfDue(deps, settings, signal)).toBe(true)
      const [file = ''] = readdirSync(settings.dir)
      expect(file).toMatch(/^ballast-\d{4}-\d\d-\d\dT\d{4}Z\.backup$/)
      expect((await checkBackup(path.join(settings.dir, file), null)).tables.find(({ name }) => name === 'accounts')?.rows).toBe(
        2,
      )
      expect([statSync(settings.dir).mode & 0o077, statSync(path.join(settings.dir, file)).mode & 0o077]).toEqual([0, 0])
      expect(await backUpIfDue(deps, settings, signal)).toBe(false)
      expect(await getNotices(ctx)).toEqual([])

      const run = async ([, out = '']: string[]) => {
        writeFileSync(out, 'backup')
        return null
      }
      for (const name of ['mine.backup', `${file}.99.part`]) writeFileSync(path.join(settings.dir, name), '')
      const days = (n: number) => ({ ...deps, now: () => new Date(Date.now() + n * 86_400_000) })
      for (const day of [1, 2, 3]) expect(await backUpIfDue(days(day), settings, signal, run)).toBe(true)
      const left = readdirSync(settings.dir).sort()
      expect(left).toHaveLength(3)
      expect(left).toContain('mine.backup')
      expect(existsSync(path.join(settings.dir, file))).toBe(false)
    })
  })

  it('tells administrators alone why it failed, until one goes well', async () => {
    const settings = nightly()
    const { url } = database
    await desk.as({ url, dataDir }, async (deps) => {
      const [admin, other] = [await signedInUser(deps), await signedInUser(deps)]
      await deps.db.asSystem((tx) => tx.execute(`update users set is_admin = id = '${personOf(admin)}'`))
      const later = (hours: number) => ({ ...deps, now: () => new Date(Date.now() + (100 * 24 + hours) * 3_600_000) })
      writeFileSync(settings.dir, 'a file where the folder should be')
      expect(await backUpIfDue(later(0), settings, signal, runBackupCommand)).toBe(true)
      expect(await getNotices({ ...admin, ...later(0), deskId: admin.deskId })).toMatchObject([
        { kind: 'backup', text: expect.stringMatching(/^The nightly backup failed: .+ It is tried again every half hour\.$/) },
      ])
      expect(await getNotices({ ...other, ...later(0), deskId: other.deskId })).toEqual([])
      expect(await backUpIfDue(later(0.2), settings, signal, async () => null)).toBe(false)
      const elsewhere = { ...settings, dir: path.join(desk.newFolder(), 'backups') }
      const run = async ([, out = '']: string[]) => {
        writeFileSync(out, 'backup')
        return null
      }
      expect(await backUpIfDue(later(0.6), elsewhere, signal, run)).toBe(true)
      expect(await getNotices({ ...admin, ...later(0.6), deskId: admin.deskId })).toEqual([])
    })
  })
})
