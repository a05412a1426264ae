import { setMaxListeners } from 'node:events'
import type PgBoss from 'pg-boss'
import { advisoryLocks } from '@/db/locks'
import { backUpIfDue } from '../backup/nightly'
import { describeCause } from '../cause'
import type { Deps, ServiceContext } from '../context'
import type { NightlySettings } from '../domain/nightly'
import { checkDueKeys } from '../services/accounts/check-due-keys'
import { READINGS_AT_A_TIME } from '../services/balances/exchange-slot'
import { refreshIfDue } from '../services/balances/refresh-due'
import { readLedgers } from '../services/flows/read-ledgers'
import { retain } from '../services/history/retain'
import { keepAlertsUntil } from './alerts'
import { Consumer } from './consumer'
import { ensureQueue, FLOWS_QUEUE, KEYS_QUEUE, openQueues, RETENTION_QUEUE, refreshJobSchema, refreshQueue } from './queues'
import { scheduleDue, scheduleFlows } from './schedule'
import { sleep } from './sleep'
import { tellLimits } from './tell-limits'
import { keepTimeUntil } from './time-keeper'
import { Watcher } from './watcher'

/** A clock that was moved so far ahead may be wrong: nothing is deleted by it for a day, in which somebody sets it right. */
const FAR_AHEAD_MS = 3_600_000
const HOLD_MS = 86_400_000
/** How often the log tells where the exchanges' limits stand. */
const LIMITS_TOLD_MS = 60_000
/** How often is looked whether the night's backup is due. */
const BACKUP_LOOK_MS = 30_000
/** How often is looked which accounts' ledgers have something to be asked. */
const FLOWS_LOOK_MS = 5000
/** Accounts whose ledgers this process reads at a time: readings come first. */
const FLOWS_PLACES = 2
/** Jobs of an exchange that may be storing what they read while others read. */
const STORING = 16

export interface WorkerOptions {
  /** Where the queue is: the same PostgreSQL. */
  databaseUrl: string
  /** Pause between two looks for due accounts (default 1 s). */
  tickMs?: number
  /** Jobs of one exchange at a time in this process (default: a few more than may read at a time). */
  placesPerExchange?: number
  /** Pause between two looks for ledgers to be read (default 5 s). */
  flowsLookMs?: number
  /** Pause between two looks for people whose alerts time may have changed (default 2 s). */
  alertsLookMs?: number
  /** When and where backups are made; null: nowhere. */
  nightly?: NightlySettings | null
}

export interface Worker {
  /** Takes no more jobs, breaks off the readings under way (nothing half is stored) and resolves when all is quiet. */
  stop(): Promise<void>
}

/** Starts refreshing due accounts of all users, and keeping history in bounds, until it is stopped. */
export async function startWorker(deps: Deps, options: WorkerOptions): Promise<Worker> {
  const boss = await openQueues(options.databaseUrl, deps.log, deps.db.pooled)
  const stopping = new AbortController()
  // Every reading under way listens to it.
  setMaxListeners(0, stopping.signal)
  const consumers = new Map<string, Consumer>()
  /** From when on what is old is deleted: not while nobody knows whether it is. */
  let forgetFrom = 0
  await ensureQueue(deps, boss, RETENTION_QUEUE)
  await boss.schedule(RETENTION_QUEUE, '*/5 * * * *', {}, { singletonKey: RETENTION_QUEUE })
  consumers.set(
    RETENTION_QUEUE,
    new Consumer({
      boss,
      queue: RETENTION_QUEUE,
      places: 1,
      log: deps.log,
      work: async () => {
        deps.log.debug(
          await retain(deps, stopping.signal, { forget: performance.now() >= forgetFrom }),
          'history was kept in bounds',
        )
      },
    }),
  )
  await ensureQueue(deps, boss, KEYS_QUEUE)
  await boss.schedule(KEYS_QUEUE, '*/10 * * * *', {}, { singletonKey: KEYS_QUEUE })
  consumers.set(
    KEYS_QUEUE,
    new Consumer({
      boss,
      queue: KEYS_QUEUE,
      places: 1,
      log: deps.log,
      work: async () => {
        deps.log.debug(await checkDueKeys(deps, stopping.signal), 'exchanges were asked what keys may do')
      },
    }),
  )

  await ensureQueue(deps, boss, FLOWS_QUEUE)
  const flows = new Consumer({
    boss,
    queue: FLOWS_QUEUE,
    places: FLOWS_PLACES,
    log: deps.log,
    work: async (data) => {
      const { accountId, deskId } = refreshJobSchema.parse(data)
      const ctx: ServiceContext = { ...deps, deskId, actor: { kind: 'system' }, signal: stopping.signal }
      await readLedgers(ctx, accountId)
    },
  })
  consumers.set(FLOWS_QUEUE, flows)
  const readingFlows = repeat(
    async () => {
      if ((await scheduleFlows(deps, boss)) > 0) flows.wake()
    },
    options.flowsLookMs ?? FLOWS_LOOK_MS,
    stopping.signal,
    deps,
  )

  const known = new Set<string>()
  const tick = async () => {
    const exchanges = await scheduleDue(deps, boss, known)
    for (const exchange of exchanges) {
      const queue = refreshQueue(exchange)
      const consumer = consumers.get(queue)
      if (consumer) consumer.wake()
      else if (!stopping.signal.aborted) consumers.set(queue, refreshConsumer(deps, boss, queue, stopping.signal, options))
    }
  }
  const ticking = repeat(tick, options.tickMs ?? 1000, stopping.signal, deps)
  const keeping = keepTimeUntil(deps, boss, stopping.signal, {
    lookMs: options.tickMs,
    onMoved: (movedMs) => {
      if (movedMs > FAR_AHEAD_MS) forgetFrom = performance.now() + HOLD_MS
    },
  })
  const { nightly = null } = options
  const backingUp = nightly && repeat(() => backUp(deps, nightly, stopping.signal), BACKUP_LOOK_MS, stopping.signal, deps)
  const alerting = keepAlertsUntil(
    deps,
    stopping.signal,
    options.alertsLookMs === undefined ? {} : { tickMs: options.alertsLookMs },
  )
  const telling = repeat(async () => tellLimits(deps), LIMITS_TOLD_MS, stopping.signal, deps)
  const watcher = new Watcher(deps, stopping.signal, { tickMs: options.tickMs })
  return {
    stop: async () => {
      stopping.abort(new Error('The worker is stopping.'))
      await Promise.all([
        ticking,
        keeping,
        readingFlows,
        backingUp,
        telling,
        alerting,
        watcher.ended(),
        ...[...consumers.values()].map((consumer) => consumer.stop()),
      ])
      await advisoryLocks(deps.db)
        .releaseAll()
        .catch(() => {})
      await boss.stop({ graceful: false, wait: true, timeout: 1000 })
    },
  }
}

/** A failure that could not be noted (database away) is looked at again with the next look. */
async function backUp(deps: Deps, nightly: NightlySettings, signal: AbortSignal): Promise<void> {
  await backUpIfDue(deps, nightly, signal).catch((error: unknown) => {
    if (!signal.aborted) deps.log.warn({ cause: describeCause(error) }, 'could not look whether a backup is due')
  })
}

function refreshConsumer(deps: Deps, boss: PgBoss, queue: string, signal: AbortSignal, options: WorkerOptions): Consumer {
  return new Consumer({
    boss,
    queue,
    places: options.placesPerExchange ?? READINGS_AT_A_TIME + STORING,
    log: deps.log,
    work: async (data) => {
      const { accountId, deskId } = refreshJobSchema.parse(data)
      const ctx: ServiceContext = { ...deps, deskId, actor: { kind: 'system' }, signal }
      await refreshIfDue(ctx, accountId)
    },
  })
}

/** Runs `work` again and again, `pauseMs` apart, until the signal; a failure (database away) is logged and tried again. */
async function repeat(work: () => Promise<void>, pauseMs: number, signal: AbortSignal, { log }: Deps): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => {
      if (!signal.aborted) log.warn({ cause: describeCause(error) }, 'could not look for due accounts')
    })
    await sleep(pauseMs, signal)
  }
}
