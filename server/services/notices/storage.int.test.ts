import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { readiness } from '../../health'
import { testDesk } from '../desk.testing'
import { getNotices } from './list'

const desk = testDesk()

/** The desk's database, whose own work finds no room. */
function full(db: Db): Db {
  const failure = Object.assign(new Error('could not write to file "base/pgsql_tmp/x": No space left on device'), {
    code: '53100',
    severity: 'ERROR',
  })
  let asked = 0
  return {
    ...db,
    // The first question of a health check is whether the schema is the newest, which needs no room.
    asSystem: (work) => (asked++ === 0 ? db.asSystem(work) : Promise.reject(failure)),
  }
}

it('everybody is told that nothing can be stored, on every page, until there is room again', async () => {
  expect((await getNotices(desk.ctx)).map(({ kind }) => kind)).not.toContain('storage')
  const db = { ...desk.ctx.db, asSystem: () => Promise.reject(Object.assign(new Error('no room'), { code: '53100' })) }
  const [told] = await getNotices({ ...desk.ctx, db })
  expect(told).toMatchObject({
    kind: 'storage',
    text: 'Nothing can be stored right now: the disk of this installation is full. What you see is as it was stored last; it goes on by itself once there is room.',
  })
})

it('ready says so', async () => {
  const deps = desk.ctx
  expect(await readiness(async () => deps)).toMatchObject({ ready: true })
  expect(await readiness(async () => ({ ...deps, db: full(deps.db) }))).toEqual({ ready: false, reason: 'storage_full' })
})
