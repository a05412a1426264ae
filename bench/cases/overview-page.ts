import http from 'node:http'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { type PageTimes, timePage } from '../page'
import { benchWeb } from '../web'

const ACCOUNTS = 50
const ASSETS = 20
const REQUESTS = 25
/** The page of an address that is none: the root layout of the same app and a heading, no session, no query. */
const EMPTY = '/nothing-here'

/** The overview of somebody signed in, against the emptiest page that the same app renders. */
function overview(name: string, what: string, goal: Benchmark['goal'], pick: (times: PageTimes) => number): Benchmark {
  return {
    name,
    what: `overview page, signed in, ${ACCOUNTS} accounts × ${ASSETS} assets: ${what}`,
    baseline: 'an empty page of the same app',
    unit: 'ms',
    goal,
    prepare: async () => {
      const database = await benchDatabase()
      const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS)
      const web = await benchWeb(database)
      const cookie = await web.cookie(ctx.userId)
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      const times = async (path: string, status: number, headers: Record<string, string>) => {
        const found: number[] = []
        for (let n = 0; n < REQUESTS; n++) {
          const page = await timePage(web.url + path, headers, agent)
          if (page.status !== status) throw new Error(`${path} was answered with ${page.status}.`)
          found.push(pick(page))
        }
        return spread(found).median
      }
      const ours = () => times('/overview', 200, { cookie })
      const baseline = () => times(EMPTY, 404, {})
      // What only ever happens once in a process is over before anything is timed.
      await ours()
      await baseline()
      return {
        ours,
        baseline,
        close: async () => {
          agent.destroy()
          await web.close()
          await database.close()
        },
      }
    },
  }
}

export const overviewFirstByte = overview('overview-first-byte', 'first byte', { atMost: 2.5 }, (page) => page.firstByteMs)
export const overviewWhole = overview('overview-whole', 'the whole HTML, streamed', null, (page) => page.allMs)
