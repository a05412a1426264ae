import { expect, it } from 'vitest'
import { testDatabase } from '@/db/testing'
import { benchUser } from '../../bench/context'
import { benchWeb } from '../../bench/web'
import { fuzz } from './run'

/** The same requests in every run; FUZZ_SEED tries others. Many more of them: `scripts/fuzz-web.ts`. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)

it('requests of any shape to every door of a web process get an answer, and never one that says the fault is ours', {
  timeout: 400_000,
}, async () => {
  const database = await testDatabase()
  const web = await benchWeb(database, { LOG_LEVEL: 'silent' })
  try {
    const { deskId } = await benchUser(database.db)
    const { failures, unanswered, requests } = await fuzz(
      { port: Number(new URL(web.url).port), pid: web.pid },
      { seed: SEED, count: 600, warmUp: 50, atOnce: 4, credentials: [`Cookie: ${await web.cookie(deskId)}`] },
    )
    expect(requests).toBe(650)
    expect(failures).toEqual([])
    expect(unanswered).toEqual([])
  } finally {
    await web.close()
    await database.close()
  }
})
