import { randomUUID } from 'node:crypto'
import { keepPageOpen } from '@/db/queries/open-pages'
import { describeCause } from '@/server/cause'
import type { Deps } from '@/server/context'
import { Inbox } from './inbox'
import { LIVE_CHANNEL, readLiveMessage } from './message'

/** How often a process says that its users' pages are open still, and for how long each saying holds. */
const PRESENCE_EVERY_MS = 10_000
const PRESENCE_SECONDS = 30

/**
 * Fans notifications of the database out to the open pages of this process: one connection for all, each user's events
 * to their own pages only. When the connection was lost, every page is told to read everything again.
 */
export class LiveHub {
  private readonly inboxes = new Map<string, Set<Inbox>>()
  /** How many pages each person looks at; programs that listen are no reason to read accounts first. */
  private readonly pages = new Map<string, number>()
  private readonly holder = randomUUID()
  private listening: Promise<{ unlisten: () => Promise<void> }> | null = null
  private presence: NodeJS.Timeout | null = null

  constructor(private readonly deps: Deps) {}

  /**
   * Resolves when nothing that happens from now on is missed.
   * @param looking a person looks at what comes of it; false: a program
   */
  async open(deskId: string, { looking = true } = {}): Promise<{ inbox: Inbox; close: () => void }> {
    const inbox = new Inbox()
    const own = this.inboxes.get(deskId) ?? new Set()
    this.inboxes.set(deskId, own.add(inbox))
    if (looking) this.pages.set(deskId, (this.pages.get(deskId) ?? 0) + 1)
    const close = () => {
      if (!own.delete(inbox)) return
      if (own.size === 0 && this.inboxes.get(deskId) === own) this.inboxes.delete(deskId)
      if (!looking) return
      const left = (this.pages.get(deskId) ?? 1) - 1
      if (left > 0) this.pages.set(deskId, left)
      else this.pages.delete(deskId)
    }
    try {
      await this.listen()
    } catch (error) {
      close()
      throw error
    }
    if (looking) {
      this.tellPresence([deskId])
      this.presence ??= setInterval(() => this.tellPresence([...this.pages.keys()]), PRESENCE_EVERY_MS).unref()
    }
    return { inbox, close }
  }

  /** Ends the listening connection; open pages hear nothing more. */
  async close(): Promise<void> {
    if (this.presence) clearInterval(this.presence)
    this.presence = null
    const listening = this.listening
    this.listening = null
    await (await listening)?.unlisten()
  }

  private async listen(): Promise<void> {
    let heardBefore = false
    this.listening ??= this.deps.db.listening
      .listen(
        LIVE_CHANNEL,
        (payload) => this.deliver(payload),
        () => {
          // Called at first and again after each reconnection: what was said in between is lost.
          if (heardBefore) for (const own of this.inboxes.values()) for (const inbox of own) inbox.put({ kind: 'resync' })
          heardBefore = true
        },
      )
      .catch((error: unknown) => {
        this.listening = null
        throw error
      })
    await this.listening
  }

  private deliver(payload: string): void {
    const message = readLiveMessage(payload)
    if (!message) return
    for (const inbox of this.inboxes.get(message.deskId) ?? []) inbox.put(message.event)
  }

  /** The worker refreshes these users' accounts first. Not worth failing for. */
  private tellPresence(deskIds: readonly string[]): void {
    const until = new Date(this.deps.now().getTime() + PRESENCE_SECONDS * 1000)
    for (const deskId of deskIds) {
      this.deps.db
        .asDesk(deskId, (tx) => keepPageOpen(tx, deskId, this.holder, until))
        .catch((error: unknown) => this.deps.log.warn({ cause: describeCause(error) }, 'could not note an open page'))
    }
  }
}

const hubs = new WeakMap<Deps['db'], LiveHub>()

/** The hub of this process. */
export function liveHub(deps: Deps): LiveHub {
  let hub = hubs.get(deps.db.whole)
  if (!hub) {
    hub = new LiveHub({ ...deps, db: deps.db.whole })
    hubs.set(deps.db.whole, hub)
  }
  return hub
}
