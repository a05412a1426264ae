import http from 'node:http'
import { brotliCompressSync, constants } from 'node:zlib'
import type { BenchDatabase } from '../database'
import { benchDatabase } from '../database'
import { benchDesk, benchSharedDesk } from '../desk'
import { type Benchmark, spread } from '../harness'
import { type PageTimes, timePage } from '../page'
import { type BenchWeb, benchWeb } from '../web'

const REQUESTS = 25
/** The page of an address that is none: the root layout of the same app and a heading, no session, no query. */
const EMPTY = '/nothing-here'
const EMPTY_PAGE = 'an empty page of the same app'

/** Somebody's desk, so many accounts of so many assets each. */
type Desk = readonly [accounts: number, assets: number]
const FIFTY: Desk = [50, 20]
const SMALL: Desk = [10, 40]
const LARGE: Desk = [1000, 40]
/** A desk with others. */
const PEOPLE = 20
const SHARED: Desk = [500, 40]

const firstByte = (page: PageTimes) => page.firstByteMs
const whole = (page: PageTimes) => page.allMs
/** As a proxy in front of the product sends it. */
const compressed = (page: PageTimes) =>
  brotliCompressSync(page.html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length / 1000

/** Asks for pages of one web process, over one connection. */
interface Asking {
  /** The overview of somebody with such a desk. */
  overview(desk: Desk, pick: (page: PageTimes) => number): Promise<() => Promise<number>>
  /** A page of a desk of so many people, as one of them sees it who is not its owner. */
  ofMember(path: string, desk: Desk, pick: (page: PageTimes) => number): Promise<() => Promise<number>>
  empty(pick: (page: PageTimes) => number): () => Promise<number>
}

function measured(
  of: Pick<Benchmark, 'name' | 'what' | 'baseline' | 'unit' | 'goal'>,
  both: (asking: Asking) => Promise<[ours: () => Promise<number>, baseline: () => Promise<number>]>,
): Benchmark {
  return {
    ...of,
    prepare: async () => {
      const database = await benchDatabase()
      const web = await benchWeb(database)
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      const [ours, baseline] = await both(askingOf(database, web, agent))
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

function askingOf(database: BenchDatabase, web: BenchWeb, agent: http.Agent): Asking {
  const asked =
    (path: string, status: number, headers: Record<string, string>, pick: (page: PageTimes) => number) => async () => {
      const found: number[] = []
      for (let n = 0; n < REQUESTS; n++) {
        const page = await timePage(web.url + path, headers, agent)
        if (page.status !== status) throw new Error(`${path} was answered with ${page.status}.`)
        found.push(pick(page))
      }
      return spread(found).median
    }
  return {
    overview: async ([accounts, assets], pick) => {
      // Readings of the past say nothing here but that there are some: a large desk has fewer of them.
      const { ctx } = await benchDesk(database, accounts, assets, accounts > 100 ? 2 : 5)
      return asked('/overview', 200, { cookie: await web.cookie(ctx.deskId) }, pick)
    },
    ofMember: async (path, [accounts, assets], pick) => {
      const { ctx, members } = await benchSharedDesk(database, PEOPLE, [accounts, assets, 2])
      return asked(`/desk/${ctx.deskId}${path}`, 200, { cookie: await web.cookie(members.at(-1) ?? '') }, pick)
    },
    empty: (pick) => asked(EMPTY, 404, {}, pick),
  }
}

function againstEmpty(
  name: string,
  desk: Desk,
  { what, goal }: { what: string; goal: Benchmark['goal'] },
  pick: (page: PageTimes) => number,
): Benchmark {
  const [accounts, assets] = desk
  return measured(
    {
      name,
      what: `overview page, signed in, ${accounts.toLocaleString('en')} accounts × ${assets} assets: ${what}`,
      baseline: EMPTY_PAGE,
      unit: 'ms',
      goal,
    },
    async ({ overview, empty }) => [await overview(desk, pick), empty(pick)],
  )
}

function growth(name: string, what: string, unit: string, pick: (page: PageTimes) => number): Benchmark {
  return measured(
    {
      name,
      what: `overview page, signed in, 1,000 accounts × 40 assets: ${what}`,
      baseline: 'with 10 accounts × 40 assets',
      unit,
      goal: { atMost: 2.5 },
    },
    async ({ overview }) => [await overview(LARGE, pick), await overview(SMALL, pick)],
  )
}

/** The same figures on a desk of many people and many accounts, for one of them. */
function shared(
  name: string,
  of: Pick<Benchmark, 'what' | 'baseline' | 'unit' | 'goal'>,
  pick: (page: PageTimes) => number,
  baseline: (asking: Asking) => Promise<() => Promise<number>> | (() => Promise<number>),
): Benchmark {
  const [accounts, assets] = SHARED
  const what = `overview page of a desk of ${PEOPLE} people, ${accounts} accounts × ${assets} assets, for one of them: ${of.what}`
  return measured({ ...of, name, what }, async (asking) => [
    await asking.ofMember('/overview', SHARED, pick),
    await baseline(asking),
  ])
}

const FIRST = { what: 'first byte', goal: { atMost: 2 } } as const

/** The overview of somebody signed in, against the emptiest page that the same app renders, and against a small desk's. */
export const OVERVIEW_PAGE: readonly Benchmark[] = [
  againstEmpty('overview-first-byte', FIFTY, FIRST, firstByte),
  againstEmpty('overview-first-byte-10', SMALL, FIRST, firstByte),
  againstEmpty('overview-first-byte-1000', LARGE, FIRST, firstByte),
  againstEmpty('overview-whole', FIFTY, { what: 'the whole HTML, streamed', goal: { atMost: 3.5 } }, whole),
  growth('overview-growth-time', 'the whole HTML, streamed', 'ms', whole),
  growth('overview-growth-bytes', 'the whole HTML, compressed', 'kB', compressed),
  shared('people-first-byte', { ...FIRST, baseline: EMPTY_PAGE, unit: 'ms' }, firstByte, ({ empty }) => empty(firstByte)),
  shared(
    'people-growth-time',
    {
      what: 'the whole HTML, streamed',
      baseline: 'of somebody alone with 10 accounts × 40 assets',
      unit: 'ms',
      goal: { atMost: 2.5 },
    },
    whole,
    ({ overview }) => overview(SMALL, whole),
  ),
  shared(
    'people-growth-bytes',
    {
      what: 'the whole HTML, compressed',
      baseline: 'of somebody alone with 10 accounts × 40 assets',
      unit: 'kB',
      goal: { atMost: 2.5 },
    },
    compressed,
    ({ overview }) => overview(SMALL, compressed),
  ),
  shared(
    'people-alone-time',
    { what: 'the whole HTML, streamed', baseline: 'the same accounts of somebody alone', unit: 'ms', goal: { atMost: 1.1 } },
    whole,
    ({ overview }) => overview(SHARED, whole),
  ),
]
