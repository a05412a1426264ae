import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isMigrated } from './queries/health'
import { type TestDatabase, testDatabase } from './testing'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ max: 4 })
})
afterAll(() => database.close())

/** Transactions of a user that last until they are told to end, far more of them than there are connections. */
function flood(deskId: string, kind: 'asDesk' | 'readAtOneMoment') {
  let end = () => {}
  const told = new Promise<void>((resolve) => {
    end = resolve
  })
  const done = Promise.all(
    Array.from({ length: 40 }, () =>
      kind === 'asDesk' ? database.db.asDesk(deskId, () => told) : database.db.readAtOneMoment({ deskId }, () => told),
    ),
  )
  return { end, done }
}

const answers = () => database.db.connection`select 1`
const here = (deskId: string) => database.db.asDesk(deskId, async () => 'here')

it.each(['asDesk', 'readAtOneMoment'] as const)(
  'one person’s work (%s) leaves places for others, for signing in and for health checks',
  async (kind) => {
    const { end, done } = flood(randomUUID(), kind)
    expect(await database.db.asSystem(isMigrated)).toBe(true)
    await answers()
    expect(await here(randomUUID())).toBe('here')
    end()
    await done
  },
)

it('what everybody asks leaves places for signing in and for health checks', async () => {
  const floods = Array.from({ length: 10 }, () => flood(randomUUID(), 'asDesk'))
  expect(await database.db.asSystem(isMigrated)).toBe(true)
  await answers()
  const late = here(randomUUID())
  for (const { end } of floods) end()
  await Promise.all(floods.map(({ done }) => done))
  expect(await late).toBe('here')
})
