import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmbeddedDatabase } from '@/db/embedded'
import { DatabaseProblem } from '@/db/problem'
import { hasRoom, isFull, SupervisedDatabase } from './database'

const NO_ROOM = 'The database in /data does not start: could not write lock file "postmaster.pid": No space left on device'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-supervised-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database that ends when told, and starts as the list says. */
function supervised(starts: ('ok' | string)[]) {
  const said: string[] = []
  const ends: (() => void)[] = []
  const open = async (): Promise<EmbeddedDatabase> => {
    const next = starts.shift() ?? 'ok'
    if (next !== 'ok') throw new DatabaseProblem(next)
    const gone = new Promise<void>((resolve) => ends.push(resolve))
    return {
      url: 'postgres://x',
      processesUrl: 'postgres://y',
      processesRole: 'y',
      port: 1,
      pid: 1,
      gone,
      stop: async () => ends.at(-1)?.(),
    }
  }
  const database = new SupervisedDatabase(folder, (line) => said.push(line), open, 1)
  return { database, said, end: () => ends.at(-1)?.(), starts: () => ends.length }
}

describe('the database that the launcher keeps', () => {
  it('starts again after its end, and waits for room where its disk is full', async () => {
    const { database, said, end, starts } = supervised(['ok', NO_ROOM, NO_ROOM, 'ok'])
    await database.start()
    const guarding = database.guard()
    expect(database.isAway).toBe(false)
    end()
    await expect.poll(starts).toBe(2)
    await expect.poll(() => database.isAway).toBe(false)
    expect(said).toEqual([
      '  ! The database ended; starting it again',
      `  ! The disk of ${folder} is full: the database starts again as soon as there is room`,
    ])
    await database.stop()
    await guarding
  })

  it('says why where it does not start again for another reason', async () => {
    const { database, end } = supervised([
      'ok',
      ...Array.from({ length: 5 }, () => 'The database in /data does not start: it was altered'),
    ])
    await database.start()
    const guarding = database.guard()
    end()
    await expect(guarding).rejects.toThrow('it was altered')
  })

  it('tries again where it was killed as it started', async () => {
    const { database, end, starts } = supervised(['ok', 'could not start server', 'could not start server', 'ok'])
    await database.start()
    const guarding = database.guard()
    end()
    await expect.poll(starts).toBe(2)
    await database.stop()
    await guarding
  })

  it('stops while it waits for room', async () => {
    const { database, said, end } = supervised(['ok', ...Array.from({ length: 10_000 }, () => NO_ROOM)])
    await database.start()
    const guarding = database.guard()
    end()
    await expect.poll(() => said.length).toBe(2)
    await database.stop()
    await expect(guarding).rejects.toThrow('No space left')
  })

  it('knows a full disk by its words, and whether there is room', () => {
    expect(isFull(new DatabaseProblem(NO_ROOM))).toBe(true)
    expect(isFull(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBe(true)
    expect(isFull(new Error('something else'))).toBe(false)
    expect(hasRoom(folder)).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    expect(hasRoom(path.join(folder, 'missing'))).toBe(false)
  })
})
