import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { benchServer, benchWeb } from '../web'

const PAGES = 1000
/** Updates sent to the pages once they are open; the first is left out, as code that never ran before. */
const UPDATES = 8

const run = promisify(execFile)

/** One finished refresh told to all open pages of its user, against a server that only writes the same bytes. */
export const liveUpdate: Benchmark = {
  name: 'live-update',
  what: `one update to ${PAGES} open pages (SSE): until the last one has it`,
  baseline: 'bare SSE server writing the same bytes',
  unit: 'ms',
  goal: { atMost: 2 },
  prepare: async () => {
    const database = await benchDatabase()
    const { ctx } = await benchDesk(database, 1, 1)
    const web = await benchWeb(database)
    const bare = await benchServer('bench/bare-sse.ts', {})
    const cookie = await web.cookie(ctx.deskId)
    const toAll = async (url: string, sent: string | null) => {
      const options = { url, cookie: sent, pages: PAGES, rounds: UPDATES, database: database.url, deskId: ctx.deskId }
      const { stdout } = await run(process.execPath, ['--import', 'tsx', 'bench/sse-process.ts'], {
        env: { ...process.env, BENCH_SSE: JSON.stringify({ ...options, accountId: crypto.randomUUID() }) },
      })
      return spread(z.array(z.number()).parse(JSON.parse(stdout)).slice(1)).median
    }
    return {
      ours: () => toAll(`${web.url}/api/trpc/live.updates`, cookie),
      baseline: () => toAll(`${bare.url}/`, null),
      close: async () => {
        await bare.close()
        await web.close()
        await database.close()
      },
    }
  },
}
