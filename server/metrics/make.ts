import type { Deps } from '../context'
import { readiness } from '../health'
import { openStreams } from '../live/places'
import { installationFigures, shownPortfolio } from '../services/installation/figures'
import type { Meter } from './meter'

export interface MeterOptions {
  /** `web` or `worker`. */
  role: string
  version: string
  /** What is asked at each scrape; while the database is away it throws, and what is counted in this process is told all the same. */
  deps(): Promise<Pick<Deps, 'db' | 'now' | 'exchanges' | 'log'>>
  /** Names, owners and equity of accounts are told too: the operator wants it so. */
  portfolio?: boolean
  /** Backups are made every night: since when none has gone well is told. */
  nightly?: boolean
}

/** The database has so long to answer a scrape; without it the rest is told. */
const DEADLINE_MS = 5000
const READING_SECONDS = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 60]
const CALL_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Makes what counts in this process. The library is loaded here and nowhere else: who has no metrics has none of it. */
export async function makeMeter({ role, version, deps, portfolio = false, nightly = false }: MeterOptions): Promise<Meter> {
  // CommonJS: what it exports is its default.
  const { default: prometheus } = await import('prom-client')
  const { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } = prometheus
  const registry = new Registry()
  registry.setDefaultLabels({ role })
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge<L>({ name: `ballast_${name}`, help, labelNames, registers })
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ name: `ballast_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram<L>({ name: `ballast_${name}`, help, buckets, labelNames, registers })

  gauge('build_info', 'What runs; always 1.', 'version').set({ version }, 1)
  const up = gauge('database_up', 'Whether the database answered this scrape.')
  const ready = gauge('ready', 'Whether this process can do its work: what /api/health/ready says of it.')
  const warning = gauge('warning', 'What people are warned of just now; always 1.', 'kind')
  const lastBackup = gauge('backup_last_success_timestamp_seconds', 'Of when the last nightly backup is that went well.')
  const accounts = gauge('accounts', 'Active accounts of all people by exchange and state.', 'exchange', 'state')
  const age = gauge('account_age_seconds', 'Age of the newest numbers of accounts, by share of them.', 'exchange', 'share')
  const overdue = gauge('accounts_overdue', 'Accounts that should have been read more than a minute ago.', 'exchange')
  const queue = gauge('queue_jobs', 'Jobs in the queues that workers share.', 'queue', 'state')
  const outbox = gauge('messages_waiting', 'Messages of alerts and webhooks that wait to be sent.')
  const outboxAge = gauge('messages_oldest_due_seconds', 'Since when the oldest message is due; 0: none is.')
  const channels = gauge('channels_failing', 'Channels that nothing gets through to.')
  const limitUsed = gauge(
    'exchange_limit_used',
    'Use of an exchange’s limit by this process, in its own unit.',
    'exchange',
    'limit',
  )
  const limitOf = gauge('exchange_limit_of', 'How much of that limit this process may use.', 'exchange', 'limit')
  const waiting = gauge('exchange_waiting', 'Readings that wait for the limits of an exchange.', 'exchange', 'priority')
  const streams = gauge('streams_open', 'Streams of server-sent events that are open, of pages and of programs.', 'kind')
  const pool = gauge('database_pool', 'Places for what is done for people: in use, waited for, and how many there are.', 'state')
  const readings = counter('readings_total', 'Tries to read an account.', 'exchange', 'outcome')
  const readingTime = histogram('reading_duration_seconds', 'How long they took.', READING_SECONDS, 'exchange', 'outcome')
  const calls = counter('exchange_calls_total', 'HTTP calls to exchanges.', 'exchange', 'purpose', 'outcome')
  const callTime = histogram('exchange_call_duration_seconds', 'How long an exchange took to answer.', CALL_SECONDS, 'exchange')
  const deliveries = counter('deliveries_total', 'Tries to send a message.', 'channel', 'outcome')
  const requests = counter('http_requests_total', 'Answers of the web process.', 'route', 'method', 'status')
  const requestTime = histogram('http_request_duration_seconds', 'How long they took.', REQUEST_SECONDS, 'route')
  const equity = portfolio
    ? gauge(
        'account_equity_usd',
        'Newest stored equity; absent where it is not known.',
        'account',
        'account_id',
        'exchange',
        'owner',
        'bound',
      )
    : null
  const asOf = portfolio
    ? gauge('account_as_of_seconds', 'Of when that is, seconds since 1970.', 'account', 'account_id', 'exchange', 'owner')
    : null

  type Having = Awaited<ReturnType<typeof deps>>

  const ofProcess = ({ db: { use }, exchanges }: Having): void => {
    pool.set({ state: 'in_use' }, use.inside)
    pool.set({ state: 'waiting' }, use.waiting)
    pool.set({ state: 'places' }, use.places)
    for (const { exchange, limits, waiting: waits } of exchanges.budgets?.() ?? []) {
      for (const { limit, used, of } of limits) {
        limitUsed.set({ exchange, limit }, used)
        limitOf.set({ exchange, limit }, of)
      }
      for (const [priority, count] of Object.entries(waits)) waiting.set({ exchange, priority }, count)
    }
  }

  const ofInstallation = async (having: Having): Promise<void> => {
    const [{ accounts: standing, queues, outbox: messages, lastBackupAt }, shown] = await Promise.all([
      installationFigures(having),
      portfolio ? shownPortfolio(having) : [],
    ])
    for (const { exchange, fresh, stale, failing, unread, overdue: late, median, p95, most } of standing) {
      for (const [state, count] of Object.entries({ fresh, stale, failing, unread })) accounts.set({ exchange, state }, count)
      for (const [share, seconds] of Object.entries({ '0.5': median, '0.95': p95, '1': most })) {
        if (seconds !== null) age.set({ exchange, share }, seconds)
      }
      overdue.set({ exchange }, late)
    }
    for (const { queue: name, waiting: waits, active } of queues) {
      queue.set({ queue: name, state: 'waiting' }, waits)
      queue.set({ queue: name, state: 'active' }, active)
    }
    outbox.set(messages.waiting)
    outboxAge.set(messages.oldest ?? 0)
    channels.set(messages.failing)
    // One of a time when backups were made says nothing of now.
    if (nightly && lastBackupAt !== null) lastBackup.set(lastBackupAt.getTime() / 1000)
    for (const { id, name, exchange, owner, equity: amount, bound, asOf: at } of shown) {
      if (amount !== null) equity?.set({ account: name, account_id: id, exchange, owner, bound }, amount)
      asOf?.set({ account: name, account_id: id, exchange, owner }, at)
    }
  }

  /** What is of this moment: an exchange that is used no more has no row. */
  const ofAll = [accounts, age, overdue, queue, equity, asOf]
  const own = [limitUsed, limitOf, waiting, pool]
  /** Without labels: made anew they would begin as 0, which is a number. */
  const single = [outbox, outboxAge, channels, lastBackup]
  const forget = () => {
    for (const each of ofAll) each?.reset()
    for (const each of single) each.remove()
  }
  const told = async () => {
    forget()
    for (const each of own) each.reset()
    for (const [kind, count] of Object.entries(openStreams())) streams.set({ kind }, count)
    const readying = readiness(deps)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), DEADLINE_MS)
    })
    const answered = await Promise.race([
      deps()
        .then(async (having) => {
          // Known without the database, and of most interest while it does not answer.
          ofProcess(having)
          await ofInstallation(having)
        })
        .then(
          () => true,
          () => false,
        ),
      late,
    ])
    clearTimeout(timer)
    // Half of what was asked may have come.
    if (!answered) forget()
    up.set(answered ? 1 : 0)
    const state = await readying
    ready.set(state.ready ? 1 : 0)
    warning.reset()
    if (state.ready) for (const kind of state.warnings) warning.set({ kind }, 1)
    return { contentType: registry.contentType, text: await registry.metrics() }
  }
  let telling: Promise<{ contentType: string; text: string }> | null = null
  return {
    reading: (of, seconds) => {
      readings.inc(of)
      readingTime.observe(of, seconds)
    },
    call: ({ exchange, purpose, outcome }, seconds) => {
      calls.inc({ exchange, purpose, outcome })
      callTime.observe({ exchange }, seconds)
    },
    delivery: (of) => deliveries.inc(of),
    request: ({ route, method, status }, seconds) => {
      requests.inc({ route, method, status: String(status) })
      requestTime.observe({ route }, seconds)
    },
    // Scrapes that come at the same time share one.
    expose: () => {
      telling ??= told().finally(() => {
        telling = null
      })
      return telling
    },
  }
}
