import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { storeToken } from '@/server/services/tokens/create'
import { benchAccount } from '../context'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { benchServer, benchWeb } from '../web'

const TOKENS = 1000
/** Events sent to the programs once they listen; the first is left out, as code that never ran before. */
const EVENTS = 9

const run = promisify(execFile)

/** One event to a thousand programs with a token each, against a server that only writes the same bytes. */
export const stream: Benchmark = {
  name: 'stream',
  what: `one event to ${TOKENS} tokens’ streams (GET /api/stream/): until the last one has it, its reading from the database included`,
  baseline: 'bare SSE server writing the same bytes',
  unit: 'ms',
  goal: { atMost: 1.2 },
  prepare: async () => {
    const database = await benchDatabase()
    const { ctx } = await benchDesk(database, 1, 1)
    const { id: accountId } = await benchAccount(ctx, 'told')
    const tokens: string[] = []
    for (let n = 0; n < TOKENS; n++) tokens.push((await storeToken(ctx, { name: `program ${n}`, scopes: ['read'] }, null)).secret)
    const web = await benchWeb(database)
    const bare = await benchServer('bench/bare-sse.ts', {})
    const toAll = async (url: string, sent: string[] | null) => {
      const options = { url, tokens: sent, rounds: EVENTS, database: database.url, deskId: ctx.deskId, accountId }
      const { stdout } = await run(process.execPath, ['--import', 'tsx', 'bench/stream-process.ts'], {
        env: { ...process.env, BENCH_STREAM: JSON.stringify(options) },
      })
      return spread(z.array(z.number()).parse(JSON.parse(stdout)).slice(1)).median
    }
    return {
      ours: () => toAll(`${web.url}/api/stream/`, tokens),
      baseline: () => toAll(`${bare.url}/`, null),
      close: async () => {
        await bare.close()
        await web.close()
        await database.close()
      },
    }
  },
}
