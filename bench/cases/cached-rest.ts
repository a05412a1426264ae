import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import type { Benchmark } from '../harness'
import { type Load, load } from '../load'
import { benchServer, benchWeb } from '../web'

const ACCOUNTS = 10
const ASSETS = 40
const CONNECTIONS = 50
const SECONDS = 4
/** Connections to PostgreSQL of either side. */
const POOL = 10
const PATH = '/api/sor/get_cached_account_balance'
const WHAT = `cached balances over REST, ${ACCOUNTS} accounts × ${ASSETS} assets, ${CONNECTIONS} connections`

/** The web process with a desk in it, beside the bare server on the same rows. */
async function served() {
  const database = await benchDatabase()
  const desk = await benchDesk(database, ACCOUNTS, ASSETS)
  const web = await benchWeb(database, { DATABASE_POOL: String(POOL) })
  const bare = await benchServer('bench/bare-balances.ts', {
    DATABASE_URL: database.url,
    BENCH_USER: desk.ctx.deskId,
    BENCH_POOL: String(POOL),
  })
  const authorization = { authorization: `Token ${desk.token}` }
  const ask = (headers: Record<string, string>, status: number) =>
    load({ url: web.url + PATH, headers: { ...authorization, ...headers }, connections: CONNECTIONS, seconds: SECONDS, status })
  return {
    withBody: () => ask({}, 200),
    unchanged: async () => {
      const first = await fetch(web.url + PATH, { headers: authorization })
      await first.arrayBuffer()
      return ask({ 'if-none-match': first.headers.get('etag') ?? '' }, 304)
    },
    bare: () => load({ url: bare.url, connections: CONNECTIONS, seconds: SECONDS, status: 200 }),
    close: async () => {
      await bare.close()
      await web.close()
      await database.close()
    },
  }
}

function cached(of: Pick<Benchmark, 'name' | 'what' | 'unit' | 'goal' | 'rounds'>, pick: (load: Load) => number): Benchmark {
  return {
    ...of,
    what: `${WHAT}: ${of.what}`,
    baseline: 'bare Node HTTP server: one SQL statement, its JSON',
    prepare: async () => {
      const { withBody, bare, close } = await served()
      // What only ever happens once in a process, on either side, is over before anything is measured.
      await withBody()
      await bare()
      return { ours: async () => pick(await withBody()), baseline: async () => pick(await bare()), close }
    },
  }
}

export const cachedRest = cached(
  { name: 'cached-rest', what: 'requests', unit: '/s', goal: { atLeast: 0.6 } },
  (load) => load.requestsPerSecond,
)
export const cachedRestP99 = cached(
  { name: 'cached-rest-p99', what: 'the slowest of a hundred', unit: 'ms', goal: { atMost: 1.3, each: true }, rounds: 10 },
  (load) => load.p99Ms,
)

/** What a client gets that has the newest balances already, against the same request answered with them. */
export const cachedUnchanged: Benchmark = {
  name: 'cached-unchanged',
  what: `${WHAT}, unchanged since the client's last read (ETag): requests`,
  baseline: 'the same request answered with a body',
  unit: '/s',
  goal: { atLeast: 3 },
  prepare: async () => {
    const { withBody, unchanged, close } = await served()
    return {
      ours: async () => (await unchanged()).requestsPerSecond,
      baseline: async () => (await withBody()).requestsPerSecond,
      close,
    }
  },
}
