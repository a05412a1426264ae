import { z } from 'zod'
import type { Tx } from '@/db/client'
import {
  ALERTS_CHANNEL,
  type AlertSettingsRow,
  type AlertStateRow,
  findAlertSettings,
  insertAlertSettings,
  listAlertMutes,
  listAlertRules,
  listAlertStates,
} from '@/db/queries/alerts'
import { listTags } from '@/db/queries/tags'
import { describeCause } from '@/server/cause'
import type { Deps, ServiceContext } from '@/server/context'
import type { StoredState } from '@/server/domain/alerts/judge'
import type { Facts } from '@/server/domain/alerts/measure'
import { type Rule, ruleSchema, type Steadiness } from '@/server/domain/alerts/rule'
import { asSeen, type WatchedRule } from '@/server/domain/alerts/watched-rule'
import { isOfAccounts, type Tag, wholeAccounts } from '@/server/domain/tags/tag'
import { beginAlerts } from './begin'
import { OwnAlerts } from './own'

/** A person's rules that are on, and where they stand. */
export interface Watched {
  rules: readonly WatchedRule[]
  states: readonly StoredState[]
  steadiness: Steadiness
  settings: AlertSettingsRow | null
  /** Muted accounts, with until when (null: until taken back). */
  mutes: ReadonlyMap<string, Date | null>
}

const factsSchema = z
  .object({
    account: z.string(),
    exchange: z.string(),
    wallet: z.string(),
    symbol: z.string(),
    coin: z.string(),
    value: z.string().nullable(),
    limit: z.string().nullable(),
    what: z.string(),
    detail: z.string(),
    day: z.string(),
    over: z.string(),
    key: z.string(),
    gone: z.boolean(),
  })
  .partial()
  .catch({})

/** Facts as the database keeps them; what a newer version wrote is left out. */
export function readFacts(value: unknown): Facts {
  // zod's partial objects have undefined where a key is missing; facts have no such key.
  return JSON.parse(JSON.stringify(factsSchema.parse(value)))
}

/** A stored state; null for a level that this version does not know. */
export function storedState(row: AlertStateRow): StoredState | null {
  const { level } = row
  if (level !== 'warn' && level !== 'urgent') return null
  return { ...row, level, facts: readFacts(row.facts) }
}

/**
 * Reads all that a person's alerts are judged by. Rules of a newer version are passed over, and those that rest; those of members
 * who see some accounts come as rules over these.
 */
export async function readWatched(ctx: ServiceContext, tx: Tx, { lock = false } = {}): Promise<Watched> {
  const { deskId } = ctx
  let settings = await findAlertSettings(tx, deskId, { lock })
  if (!settings || settings.begunAt === null) {
    await insertAlertSettings(tx, deskId)
    await beginAlerts(ctx, tx)
    settings = await findAlertSettings(tx, deskId, { lock })
  }
  const [rules, states, mutes] = await Promise.all([
    listAlertRules(tx, deskId),
    listAlertStates(tx, deskId),
    listAlertMutes(tx, deskId, ctx.now()),
  ])
  const on = rules.filter(({ enabled }) => enabled)
  const own = await OwnAlerts.read(ctx, on)
  const parsed = on.flatMap(({ id, rule, ofMember }) => {
    const known = ruleSchema.safeParse(rule)
    const seen = own.seenBy({ ofMember })
    return known.success && seen !== 'rests' ? [{ id, rule: known.data, seen }] : []
  })
  const tagged = parsed.some(({ rule }) => 'tag' in rule && rule.tag !== undefined) ? await listTags(tx, deskId) : []
  return {
    rules: parsed.map(({ id, rule, seen }) => asSeen(id, withTagged(rule, tagged), seen)),
    states: states.flatMap((row) => storedState(row) ?? []),
    steadiness: {
      hysteresis: settings?.hysteresis ?? '0.1',
      leastSeconds: settings?.leastSeconds ?? 300,
      reminderSeconds: settings ? settings.reminderSeconds : 14_400,
    },
    settings,
    mutes: new Map(mutes.map(({ accountId, until }) => [accountId, until])),
  }
}

/** A rule of a tag as one of its accounts: of none where it is gone, or takes parts of accounts by now. */
function withTagged(rule: Rule, tags: readonly Tag[]): Rule {
  if (!('tag' in rule) || rule.tag === undefined) return rule
  const tag = tags.find(({ id }) => id === rule.tag)
  return { ...rule, accounts: tag && isOfAccounts(tag) ? wholeAccounts(tag) : [] }
}

/** People whose rules a process keeps in mind at most. */
const MOST_KEPT = 5000

/**
 * What this process knows of people's rules and where they stand, so that a reading that changes nothing asks nothing. The
 * database says when it is out of date; a connection that was lost forgets all.
 */
export class AlertCache {
  readonly #kept = new Map<string, Promise<Watched>>()
  #listening: Promise<unknown> | null = null

  constructor(private readonly deps: Deps) {}

  async of(ctx: ServiceContext): Promise<Watched> {
    await this.#listen()
    const known = this.#kept.get(ctx.deskId)
    if (known) return known
    const read = ctx.db.asDesk(ctx.deskId, (tx) => readWatched(ctx, tx))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    this.#kept.set(ctx.deskId, read)
    read.catch(() => this.#kept.delete(ctx.deskId))
    return read
  }

  forget(deskId: string): void {
    this.#kept.delete(deskId)
  }

  #listen(): Promise<unknown> {
    this.#listening ??= this.deps.db.listening
      .listen(
        ALERTS_CHANNEL,
        (deskId) => this.forget(deskId),
        () => this.#kept.clear(),
      )
      .catch((error: unknown) => {
        this.#listening = null
        this.#kept.clear()
        this.deps.log.warn({ cause: describeCause(error) }, 'it is not heard when rules of alerts change')
        throw error
      })
    return this.#listening
  }
}

const caches = new WeakMap<Deps['db'], AlertCache>()

/** The cache of this process. */
export function alertCache(deps: Deps): AlertCache {
  let cache = caches.get(deps.db.whole)
  if (!cache) {
    cache = new AlertCache({ ...deps, db: deps.db.whole })
    caches.set(deps.db.whole, cache)
  }
  return cache
}
