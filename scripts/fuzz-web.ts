import { benchUser } from '../bench/context'
import { benchDatabase } from '../bench/database'
import { benchWeb } from '../bench/web'
import { commandLine, wholeNumber } from './command-line.mjs'
import { fuzz } from './fuzz/run'

/**
 * `node --import tsx scripts/fuzz-web.ts --requests 20000 --seed 1`: requests of any shape to every door of a web process
 * of its own. Fails on an answer of the 5xx, on one that never comes, on a stall over 250 ms, and where memory grows.
 */
const { values, refuse } = commandLine({
  usage: 'node --import tsx scripts/fuzz-web.ts [--requests N] [--seed N]',
  about: 'Sends requests of any shape to every door of a web process of its own, and fails on a 5xx, a stall or growth.',
  options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
})
const count = wholeNumber('requests', values.requests, refuse)
const seed = wholeNumber('seed', values.seed, refuse)
const MOST_STALL_MS = 250
const MOST_GROWTH_MIB = 64

const database = await benchDatabase()
const web = await benchWeb(database, { LOG_LEVEL: 'silent' })
try {
  const { deskId } = await benchUser(database.db)
  const outcome = await fuzz(
    { port: Number(new URL(web.url).port), pid: web.pid },
    {
      ...{ seed, count, warmUp: 2000, atOnce: 8 },
      credentials: [`Cookie: ${await web.cookie(deskId)}`],
    },
  )
  console.log(JSON.stringify(outcome, null, 1))
  const { before, after } = outcome.memory
  const grew = before !== null && after !== null && after - before > MOST_GROWTH_MIB
  const stalled = outcome.longestStallMs > MOST_STALL_MS
  process.exitCode = outcome.failures.length > 0 || outcome.unanswered.length > 0 || stalled || grew ? 1 : 0
} finally {
  await web.close()
  await database.close()
}
