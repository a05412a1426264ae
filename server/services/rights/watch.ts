import { findRights, RIGHTS_CHANNEL, type Rights } from '@/db/queries/rights'
import { idleSince } from '@/server/auth/session-policy'
import { describeCause } from '@/server/cause'
import type { Actor, Deps } from '@/server/context'
import { DomainError } from '@/server/errors'
import { CONFINED } from '../second-factor/required'

/** A right is asked after again so often, whether or not anything was heard. */
const ASK_EVERY_MS = 20_000

/** Somebody who acts for a user over a while. */
export interface Holder {
  userId: string
  actor: Exclude<Actor, { kind: 'system' }>
  /** Called once, when the right is over. */
  end(why: DomainError): void
}

/** Why the actor may not go on; null while they may. */
function refusalOf({ secondFactor }: Deps, rights: Rights | null, actor: Holder['actor']): DomainError | null {
  const over = new DomainError('unauthenticated', actor.kind === 'token' ? 'This API token has ended.' : 'This session is over.')
  if (rights === null) return over
  if (actor.kind === 'token') return rights.tokenIds.has(actor.tokenId) ? null : over
  if (!rights.sessionIds.has(actor.sessionId)) return over
  const confined = secondFactor === 'required' && !rights.hasSecondFactor
  return confined ? new DomainError('forbidden', CONFINED) : null
}

/**
 * Keeps an eye on the rights of all who hold a stream or download of this process: asks again as soon as the database says
 * that something of a user's ended, when that connection was lost, and every 20 s anyway (sessions and tokens end by time).
 * A user is asked after once, however many streams they have. Where the database does not answer, the streams end too.
 */
export class RightsWatch {
  private readonly holders = new Map<string, Set<Holder>>()
  private readonly running = new Map<string, { promise: Promise<void>; again: boolean }>()
  private listening: Promise<{ unlisten: () => Promise<void> }> | null = null
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly deps: Deps) {}

  /** Holds a right from now on. @throws DomainError where there is none. @returns what lets go of it */
  async hold(holder: Holder): Promise<() => void> {
    const { userId } = holder
    const own = this.holders.get(userId) ?? new Set()
    this.holders.set(userId, own.add(holder))
    const release = () => {
      own.delete(holder)
      if (own.size > 0 || this.holders.get(userId) !== own) return
      this.holders.delete(userId)
      if (this.holders.size > 0 || !this.timer) return
      clearInterval(this.timer)
      this.timer = null
    }
    try {
      // Listening began before it is asked, so that no end falls between.
      await this.listen()
      this.timer ??= setInterval(() => void this.askAll(), ASK_EVERY_MS).unref()
      const refusal = refusalOf(this.deps, await this.rightsOf(userId), holder.actor)
      if (refusal) throw refusal
    } catch (error) {
      release()
      throw error
    }
    return release
  }

  /** Ends the listening connection's interest; nothing is held any more. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    const listening = this.listening
    this.listening = null
    await (await listening)?.unlisten()
  }

  private rightsOf(userId: string): Promise<Rights | null> {
    const now = this.deps.now()
    return this.deps.db.asUser(userId, (tx) => findRights(tx, userId, { now, idleSince: idleSince(now) }))
  }

  private async listen(): Promise<void> {
    this.listening ??= this.deps.db.listening
      .listen(
        RIGHTS_CHANNEL,
        (userId) => void this.ask(userId),
        // Called at first and again after each reconnection: what was said in between is lost.
        () => void this.askAll(),
      )
      .catch((error: unknown) => {
        this.listening = null
        throw error
      })
    await this.listening
  }

  /** One user after the other: a thousand streams are no reason to take all connections. */
  private async askAll(): Promise<void> {
    for (const userId of [...this.holders.keys()]) await this.ask(userId)
  }

  /** Asks what a user may, once more if something was heard meanwhile. */
  private ask(userId: string): Promise<void> {
    const running = this.running.get(userId)
    if (running) {
      running.again = true
      return running.promise
    }
    if (!this.holders.has(userId)) return Promise.resolve()
    const entry = { promise: Promise.resolve(), again: false }
    entry.promise = (async () => {
      do {
        entry.again = false
        await this.askOnce(userId)
      } while (entry.again)
    })().finally(() => this.running.delete(userId))
    this.running.set(userId, entry)
    return entry.promise
  }

  private async askOnce(userId: string): Promise<void> {
    // Who comes while the question is under way asks for themselves.
    const asked = [...(this.holders.get(userId) ?? [])]
    let refusal: (actor: Holder['actor']) => DomainError | null
    try {
      const rights = await this.rightsOf(userId)
      refusal = (actor) => refusalOf(this.deps, rights, actor)
    } catch (error) {
      this.deps.log.warn({ cause: describeCause(error) }, 'it cannot be asked whose streams may go on: they end')
      refusal = () => new DomainError('internal', 'It cannot be told whether this may go on. Please try again.')
    }
    for (const holder of asked) {
      const why = refusal(holder.actor)
      if (why) holder.end(why)
    }
  }
}

const watches = new WeakMap<Deps['db'], RightsWatch>()

/** The watch of this process. */
export function rightsWatch(deps: Deps): RightsWatch {
  let watch = watches.get(deps.db.whole)
  if (!watch) {
    watch = new RightsWatch({ ...deps, db: deps.db.whole })
    watches.set(deps.db.whole, watch)
  }
  return watch
}
