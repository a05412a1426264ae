import { findRights, findTokenRights, RIGHTS_CHANNEL, type Right, type Rights } from '@/db/queries/rights'
import { idleSince } from '@/server/auth/session-policy'
import { describeCause } from '@/server/cause'
import type { Actor, Deps } from '@/server/context'
import { DomainError } from '@/server/errors'
import { sentence } from '../../language/sentence'
import { CONFINED } from '../second-factor/required'

/** A right is asked after again so often, whether or not anything was heard. */
const ASK_EVERY_MS = 20_000

/** Somebody who acts on a desk over a while. */
export interface Holder {
  deskId: string
  actor: Exclude<Actor, { kind: 'system' }>
  /** The accounts whose rows they are shown (null: all); others are another right. */
  accounts: readonly string[] | null
  /** Their role when this began, noted as it is first found; another one is another right. */
  role?: string
  /** Called once, when the right is over. */
  end(why: DomainError): void
}

/** By whom rights are asked after: the person of a session, the desk of a token. */
const keyOf = ({ deskId, actor }: Holder) => (actor.kind === 'session' ? `person ${actor.userId}` : `desk ${deskId}`)

type Found = { person: Rights | null } | { tokens: ReadonlyMap<string, Right> }

/** Why the holder may not go on; null while they may. */
function refusalOf({ secondFactor }: Deps, found: Found, holder: Holder): DomainError | null {
  const { actor, deskId } = holder
  const over = new DomainError(
    'unauthenticated',
    actor.kind === 'token' ? sentence`This API token has ended.` : sentence`This session is over.`,
  )
  if (actor.kind === 'token') return 'tokens' in found ? sameAs(holder, found.tokens.get(actor.tokenId), over) : over
  const rights = 'person' in found ? found.person : null
  if (!rights?.sessionIds.has(actor.sessionId)) return over
  if (secondFactor === 'required' && !rights.hasSecondFactor) return new DomainError('forbidden', CONFINED)
  return sameAs(
    holder,
    rights.desks.get(deskId),
    new DomainError('forbidden', sentence`You are no member of this desk any more.`),
  )
}

function sameAs(holder: Holder, right: Right | undefined, none: DomainError): DomainError | null {
  if (right === undefined) return none
  holder.role ??= right.role
  return holder.role === right.role && sameAccounts(holder.accounts, right.accounts)
    ? null
    : new DomainError('forbidden', sentence`What you may do on this desk was changed. Load the page again.`)
}

function sameAccounts(one: Right['accounts'], other: Right['accounts']): boolean {
  if (one === null || other === null) return one === other
  const [first, second] = [new Set(one), new Set(other)]
  return first.size === second.size && [...first].every((id) => second.has(id))
}

/**
 * Keeps an eye on the rights of all who hold a stream or download of this process: asks again as soon as the database says
 * that something of a person's or a desk's ended, when that connection was lost, and every 20 s anyway (sessions and tokens end by time).
 * A person is asked after once, however many streams they have. Where the database does not answer, the streams end too.
 */
export class RightsWatch {
  private readonly holders = new Map<string, Set<Holder>>()
  private readonly running = new Map<string, { promise: Promise<void>; again: boolean }>()
  private listening: Promise<{ unlisten: () => Promise<void> }> | null = null
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly deps: Deps) {}

  /** Holds a right from now on. @throws DomainError where there is none. @returns what lets go of it */
  async hold(holder: Holder): Promise<() => void> {
    const key = keyOf(holder)
    const own = this.holders.get(key) ?? new Set()
    this.holders.set(key, own.add(holder))
    const release = () => {
      own.delete(holder)
      if (own.size > 0 || this.holders.get(key) !== own) return
      this.holders.delete(key)
      if (this.holders.size > 0 || !this.timer) return
      clearInterval(this.timer)
      this.timer = null
    }
    try {
      // Listening began before it is asked, so that no end falls between.
      await this.listen()
      this.timer ??= setInterval(() => void this.askAll(), ASK_EVERY_MS).unref()
      const refusal = refusalOf(this.deps, await this.rightsOf(key), holder)
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

  private async rightsOf(key: string): Promise<Found> {
    const now = this.deps.now()
    const [kind, id = ''] = key.split(' ')
    if (kind === 'desk') return { tokens: await findTokenRights(this.deps.db, id, now) }
    return { person: await findRights(this.deps.db, id, { now, idleSince: idleSince(now) }) }
  }

  private async listen(): Promise<void> {
    this.listening ??= this.deps.db.listening
      .listen(
        RIGHTS_CHANNEL,
        (id) => {
          for (const key of new Set([`person ${id}`, ...this.keysOnDesk(id)])) void this.ask(key)
        },
        // Called at first and again after each reconnection: what was said in between is lost.
        () => void this.askAll(),
      )
      .catch((error: unknown) => {
        this.listening = null
        throw error
      })
    await this.listening
  }

  /** By whom something of this desk is held: what its tags are of decides what limited people and tokens see. */
  private keysOnDesk(deskId: string): string[] {
    return [...this.holders].filter(([, own]) => [...own].some((holder) => holder.deskId === deskId)).map(([key]) => key)
  }

  /** One after the other: a thousand streams are no reason to take all connections. */
  private async askAll(): Promise<void> {
    for (const key of [...this.holders.keys()]) await this.ask(key)
  }

  /** Asks what they may, once more if something was heard meanwhile. */
  private ask(key: string): Promise<void> {
    const running = this.running.get(key)
    if (running) {
      running.again = true
      return running.promise
    }
    if (!this.holders.has(key)) return Promise.resolve()
    const entry = { promise: Promise.resolve(), again: false }
    entry.promise = (async () => {
      do {
        entry.again = false
        await this.askOnce(key)
      } while (entry.again)
    })().finally(() => this.running.delete(key))
    this.running.set(key, entry)
    return entry.promise
  }

  private async askOnce(key: string): Promise<void> {
    // Who comes while the question is under way asks for themselves.
    const asked = [...(this.holders.get(key) ?? [])]
    let refusal: (holder: Holder) => DomainError | null
    try {
      const found = await this.rightsOf(key)
      refusal = (holder) => refusalOf(this.deps, found, holder)
    } catch (error) {
      this.deps.log.warn({ cause: describeCause(error) }, 'it cannot be asked whose streams may go on: they end')
      refusal = () => new DomainError('internal', sentence`It cannot be told whether this may go on. Please try again.`)
    }
    for (const holder of asked) {
      const why = refusal(holder)
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
