import { spawnSync } from 'node:child_process'
import { findBrowser } from '../../scripts/browser'
import { type LighthouseRun, lighthouse } from '../../scripts/lighthouse'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, CannotRun } from '../harness'
import { EMPTY_PAGE } from '../page-weight'
import { benchWeb } from '../web'

const ACCOUNTS = 10
const ASSETS = 20
const PAGES = ['/sign-in', '/overview', '/balances', '/positions', '/accounts', '/history']
const SIGNED_OUT = [EMPTY_PAGE, '/sign-in']
/** What a page’s score has to be on a machine that is quick enough; else it is within so many points of the empty page’s. */
const scoreOf = (page: string) => (page === '/sign-in' ? 98 : 90)
const NEAR = 5
/** Milliseconds below which blocking is nothing: one task a little longer than a frame. */
const GRAIN_MS = 20

interface Phone {
  see(page: string): Promise<LighthouseRun>
  close(): Promise<void>
}

async function openPhone(): Promise<Phone> {
  if (findBrowser() === null) throw new CannotRun('there is no Chromium; PLAYWRIGHT_CHROMIUM may name one')
  const [file = 'npx', ...args] = process.env.LIGHTHOUSE ? [process.env.LIGHTHOUSE] : ['npx', '--yes', 'lighthouse@12']
  if (spawnSync(file, [...args, '--version']).status !== 0) {
    throw new CannotRun('Lighthouse cannot be fetched; LIGHTHOUSE may name its command')
  }
  const database = await benchDatabase()
  const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS)
  const web = await benchWeb(database)
  const cookie = (await web.cookie(ctx.deskId)).split(';', 1)[0] ?? ''
  return {
    see: (page) => lighthouse(web.url + page, SIGNED_OUT.includes(page) ? null : cookie),
    close: async () => {
      await web.close()
      await database.close()
    },
  }
}

let phone: Promise<Phone> | null = null
const runs = new Map<string, Promise<LighthouseRun>>()

/** What Lighthouse saw of a page in one round; several figures are taken from it. */
function runOf(page: string, round: number): Promise<LighthouseRun> {
  const key = `${round} ${page}`
  const run =
    runs.get(key) ??
    (async () => {
      phone ??= openPhone()
      return (await phone).see(page)
    })()
  runs.set(key, run)
  return run
}

function figureOf(
  page: string,
  of: Pick<Benchmark, 'name' | 'what' | 'baseline' | 'unit' | 'goal'>,
  pick: (run: LighthouseRun) => number,
  pickEmpty = pick,
): Benchmark {
  return {
    ...of,
    prepare: async () => {
      if (findBrowser() === null) throw new CannotRun('there is no Chromium; PLAYWRIGHT_CHROMIUM may name one')
      const rounds = { ours: 0, baseline: 0 }
      return {
        ours: async () => pick(await runOf(page, rounds.ours++)),
        baseline: async () => pickEmpty(await runOf(EMPTY_PAGE, rounds.baseline++)),
        close: async () => {
          const opened = phone
          phone = null
          await (await opened?.catch(() => null))?.close()
        },
      }
    },
  }
}

/** Each page as a slow phone with a slow line sees it (Lighthouse's own defaults), beside the emptiest page there is. */
export const PHONE: readonly Benchmark[] = PAGES.flatMap((page) => [
  figureOf(
    page,
    {
      name: `phone-score${page.replace('/', '-')}`,
      what: `${page} on a phone, ${ACCOUNTS} accounts: Lighthouse’s score of performance`,
      baseline: `${scoreOf(page)}, or ${NEAR} less than an empty page of the same app where that is less`,
      unit: 'points',
      goal: { atLeast: 1 },
    },
    ({ performance }) => performance,
    ({ performance }) => Math.min(scoreOf(page), performance - NEAR),
  ),
  figureOf(
    page,
    {
      name: `phone-blocking${page.replace('/', '-')}`,
      what: `${page} on a phone, ${ACCOUNTS} accounts: Total Blocking Time`,
      baseline: 'an empty page of the same app, of which a phone is told that there is nothing',
      unit: 'ms',
      goal: { atMost: 1.5 },
    },
    (run) => Math.max(GRAIN_MS, run.blockingMs),
  ),
])
