import { type Browser, chromium } from '@playwright/test'
import { z } from 'zod'
import { findBrowser } from '../scripts/browser'
import { commandLine } from '../scripts/command-line.mjs'
import { benchDatabase } from './database'
import { benchDesk } from './desk'
import { benchWeb } from './web'

/**
 * `node --import tsx bench/phone-trace.ts [PAGE...]`: what keeps a phone's main thread busy while a page arrives and comes
 * alive, without throttling: tasks that are long on a processor of a quarter, what they were made of, and where their time went by
 * the sampled stack. Lighthouse's Total Blocking Time is of these tasks, four times as long.
 */
const { positionals } = commandLine({
  usage: 'node --import tsx bench/phone-trace.ts [PAGE...]',
  about: 'Shows which tasks block a page on a phone.',
  positionals: [0, 10],
})
const PAGES = positionals.length > 0 ? positionals : ['/overview', '/positions']
const [ACCOUNTS, ASSETS] = [10, 20]
/** Of a phone's processor, as Lighthouse has it. */
const SLOWER = 4
/** A task that is longer blocks. */
const LONG_MS = 50 / SLOWER
/** Runs of a page: the first warms the server. */
const RUNS = 4
const SETTLED_MS = 3000

const eventSchema = z.object({
  name: z.string(),
  ph: z.string(),
  ts: z.number().default(0),
  dur: z.number().optional(),
  /** Of the thread's own clock, which stands while others have the processor. */
  tdur: z.number().optional(),
  pid: z.number(),
  tid: z.number(),
  id: z.union([z.string(), z.number()]).optional(),
  args: z.record(z.string(), z.unknown()).default({}),
})
type Event = z.output<typeof eventSchema>

const CATEGORIES = [
  'disabled-by-default-lighthouse',
  ...['loading', 'v8', 'v8.execute', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'],
  'disabled-by-default-v8.cpu_profiler',
]

async function traced(browser: Browser, url: string, cookie: string): Promise<Event[]> {
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=', 2)
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    ...{ deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
  })
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  const client = await browser.newBrowserCDPSession()
  const events: Event[] = []
  client.on('Tracing.dataCollected', ({ value: found }) => events.push(...z.array(eventSchema).parse(found)))
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'] },
  })
  await page.goto(url)
  // What is waited for is that nothing comes any more: there is no state of a page that says so.
  await page.waitForTimeout(SETTLED_MS)
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve))
  await client.send('Tracing.end')
  await complete
  await context.close()
  return events
}

const ms = (microseconds: number) => microseconds / 1000
const shown = (microseconds: number) => ms(microseconds).toFixed(1)

/** The thread that drew the page: of those that did, the busiest. */
function mainThread(events: readonly Event[]): Event[] {
  const busy = new Map<string, number>()
  for (const { name, pid, tid, dur = 0 } of events) {
    if (name === 'EvaluateScript' || name === 'ParseHTML' || name === 'FunctionCall') {
      busy.set(`${pid} ${tid}`, (busy.get(`${pid} ${tid}`) ?? 0) + dur)
    }
  }
  const [thread] = [...busy].sort((one, other) => other[1] - one[1])[0] ?? ['']
  return events.filter(({ pid, tid }) => `${pid} ${tid}` === thread)
}

/** Own time of what a task was made of, by name and script. */
function parts(task: Event, events: readonly Event[]): [string, number][] {
  const inside = events
    .filter(
      ({ ph, ts, dur = 0, name }) => ph === 'X' && name !== 'RunTask' && ts >= task.ts && ts + dur <= task.ts + (task.dur ?? 0),
    )
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0))
  const own = new Map<Event, number>()
  const stack: Event[] = []
  for (const event of inside) {
    while (stack.length > 0 && (stack.at(-1)?.ts ?? 0) + (stack.at(-1)?.dur ?? 0) <= event.ts) stack.pop()
    const parent = stack.at(-1)
    if (parent) own.set(parent, (own.get(parent) ?? 0) - (event.dur ?? 0))
    own.set(event, (own.get(event) ?? 0) + (event.dur ?? 0))
    stack.push(event)
  }
  const sums = new Map<string, number>()
  for (const [event, time] of own) {
    const data = z.object({ url: z.string().optional(), functionName: z.string().optional() }).safeParse(event.args.data)
    const of = data.success
      ? [data.data.functionName, data.data.url?.split('/').at(-1)?.slice(0, 40)].filter(Boolean).join(' ')
      : ''
    const key = `${event.name} ${of}`.trim()
    sums.set(key, (sums.get(key) ?? 0) + time)
  }
  return [...sums].sort((one, other) => other[1] - one[1])
}

const nodeSchema = z.object({
  id: z.number(),
  callFrame: z.object({
    functionName: z.string(),
    url: z.string().default(''),
    lineNumber: z.number().default(-1),
    columnNumber: z.number().default(-1),
  }),
})
const chunkSchema = z.object({
  cpuProfile: z
    .object({ nodes: z.array(nodeSchema).default([]), samples: z.array(z.number()).default([]) })
    .default({ nodes: [], samples: [] }),
  timeDeltas: z.array(z.number()).default([]),
})

/** Samples of the page's thread: when, and in which function. */
function samples(all: readonly Event[], main: readonly Event[]): { ts: number; dur: number; what: string }[] {
  const [any] = main
  const begun = all.filter(({ name, pid, tid }) => name === 'Profile' && pid === any?.pid && tid === any?.tid)
  const found: { ts: number; dur: number; what: string }[] = []
  for (const profile of begun) {
    let at = z.object({ startTime: z.number() }).parse(profile.args.data).startTime
    const nodes = new Map<number, string>()
    for (const chunk of all.filter(({ name, id, pid }) => name === 'ProfileChunk' && id === profile.id && pid === profile.pid)) {
      const { cpuProfile, timeDeltas } = chunkSchema.parse(chunk.args.data)
      for (const { id, callFrame } of cpuProfile.nodes) {
        const { functionName, url, lineNumber, columnNumber } = callFrame
        nodes.set(
          id,
          `${functionName || '(anonymous)'} ${url.split('/').at(-1)?.slice(0, 24) ?? ''}:${lineNumber + 1}:${columnNumber + 1}`,
        )
      }
      for (const [n, sample] of cpuProfile.samples.entries()) {
        const dur = timeDeltas[n] ?? 0
        at += dur
        found.push({ ts: at, dur, what: nodes.get(sample) ?? '?' })
      }
    }
  }
  return found
}

const database = await benchDatabase()
const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS)
const web = await benchWeb(database)
const browser = await chromium.launch({
  ...{ executablePath: findBrowser() ?? undefined, args: ['--no-sandbox', '--disable-gpu'] },
})
try {
  const cookie = await web.cookie(ctx.deskId)
  for (const page of PAGES) {
    for (let run = 0; run < RUNS; run++) {
      const all = await traced(browser, web.url + page, cookie)
      if (run === 0) continue
      const main = mainThread(all)
      const started = main.find(({ name }) => name === 'navigationStart')?.ts ?? main[0]?.ts ?? 0
      const busy = ({ dur = 0, tdur = dur }: Event) => tdur
      const tasks = main
        .filter((event) => event.name === 'RunTask' && ms(busy(event)) > LONG_MS)
        .sort((one, other) => one.ts - other.ts)
      const blocked = tasks.reduce((sum, task) => sum + ms(busy(task)) * SLOWER - 50, 0)
      console.log(`\n== ${page} run ${run}: ${tasks.length} long tasks, ${Math.round(blocked)} ms blocked on a phone`)
      const profile = samples(all, main)
      for (const task of tasks) {
        const made = parts(task, main).slice(0, 3)
        console.log(
          `-- ${shown(busy(task))} ms at ${shown(task.ts - started)}: ${made.map(([what, time]) => `${what} ${shown(time)}`).join('; ')}`,
        )
        const sums = new Map<string, number>()
        for (const { ts, dur, what } of profile) {
          if (ts >= task.ts && ts <= task.ts + (task.dur ?? 0)) sums.set(what, (sums.get(what) ?? 0) + dur)
        }
        const top = [...sums].sort((one, other) => other[1] - one[1]).slice(0, 5)
        console.log(`      ${top.map(([what, time]) => `${shown(time)} ${what}`).join('; ')}`)
      }
    }
  }
} finally {
  await browser.close()
  await web.close()
  await database.close()
}
