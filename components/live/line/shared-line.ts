import type { LineClock } from './clock'
import type { Election } from './election'
import { keepLine, type LineState } from './keep-line'
import { type KnownRate, readTabMessage, type TabMessage } from './messages'
import { SILENCE_MS, type Update } from './read-line'

/** What is used of a `BroadcastChannel`. */
export interface TabChannel {
  postMessage(message: TabMessage): void
  addEventListener(kind: 'message', hear: (event: MessageEvent<unknown>) => void): void
  close(): void
}

export interface SharedLineOptions {
  url: string
  person: string
  /** This tab's name among the tabs. */
  self: string
  channel: TabChannel
  election: Election
  fetch: typeof fetch
  clock: LineClock
  random: () => number
  onState: (state: LineState) => void
  onUpdate: (update: Update) => void
  /** How far the server's clock is ahead of the browser's, in milliseconds. */
  onSkew: (milliseconds: number) => void
  /** Another tab shows money by this rate. */
  onRate: (rate: KnownRate) => void
}

/** How often a tab looks whether the leader still gives signs of life, and an idle leader gives one. */
const WATCH_MS = 5000

/**
 * One line for all tabs of a person in a browser: HTTP/1.1 has six connections for all of them together. The tab that leads
 * holds the line and passes on what comes; the others hear it as if it were their own, and one takes the line over, behind
 * the last event, as soon as the leader is gone.
 */
export class SharedLine {
  private readonly away = new AbortController()
  private state: LineState = { kind: 'connecting' }
  private lastId: string | null = null
  private skew = 0
  private leading = false
  /** Something was heard, so that nothing is missed from then on. */
  private listened = false
  /** When the leader was last heard, or this tab began to listen. */
  private heardAt: number
  private endWait: (() => void) | null = null

  /** This tab's name among the tabs. */
  readonly self: string

  constructor(private readonly options: SharedLineOptions) {
    this.self = options.self
    this.heardAt = options.clock.now()
  }

  start(): void {
    const { channel, election } = this.options
    channel.addEventListener('message', ({ data }) => this.hear(readTabMessage(data)))
    channel.postMessage({ kind: 'hello' })
    this.watch()
    void election.run((term) => this.lead(term), this.away.signal)
  }

  stop(): void {
    if (this.leading) this.post({ kind: 'leaving', from: this.self })
    this.away.abort()
    this.options.channel.close()
  }

  /** Somebody looks, or the network is back: what waits is tried now. */
  nudge(): void {
    this.endWait?.()
    this.lookAfter()
  }

  /** Tells the other tabs by which rate this one shows money. */
  tellRate(rate: KnownRate): void {
    this.post({ kind: 'rate', rate })
  }

  private async lead(term: AbortSignal): Promise<void> {
    this.leading = true
    const { url, person, fetch, clock, random } = this.options
    await keepLine({
      url,
      person,
      fetch,
      clock,
      random,
      signal: term,
      lastId: () => this.lastId,
      onState: (state) => {
        this.show(state)
        this.beat()
      },
      onSign: () => this.beat(),
      onServerTime: (time) => this.setSkew(time - clock.now()),
      onUpdate: (update) => {
        this.deliver(update)
        this.post({ kind: 'update', from: this.self, ...update })
      },
      onWait: (now) => {
        this.endWait = now
      },
    })
    this.leading = false
    this.endWait = null
    this.heardAt = clock.now()
  }

  private hear(message: TabMessage | null): void {
    if (!message || this.away.signal.aborted) return
    if (message.kind === 'hello') {
      if (this.leading) this.beat()
      return
    }
    if (message.kind === 'rate') {
      this.options.onRate(message.rate)
      return
    }
    if (message.kind === 'leaving') {
      this.options.election.left()
      return
    }
    this.options.election.heard(message.from)
    if (this.leading) return
    this.heardAt = this.options.clock.now()
    if (message.kind === 'update') {
      this.deliver(message)
      return
    }
    this.setSkew(message.skew)
    // What was drawn before this tab listened may lack something, and so may a tab that slept while an update passed by.
    const missed = !this.listened || (message.id !== null && message.id !== this.lastId)
    if (missed) this.deliver({ id: message.id ?? '', event: { kind: 'resync' } })
    this.show(message.state)
  }

  private deliver({ id, event }: Update): void {
    this.listened = true
    this.lastId = id || this.lastId
    this.options.onUpdate({ id, event })
  }

  private show(state: LineState): void {
    this.state = state
    this.options.onState(state)
  }

  private setSkew(skew: number): void {
    this.skew = skew
    this.options.onSkew(skew)
  }

  private beat(): void {
    this.post({ kind: 'state', from: this.self, id: this.lastId, skew: this.skew, state: this.state })
  }

  private post(message: TabMessage): void {
    if (!this.away.signal.aborted) this.options.channel.postMessage(message)
  }

  private watch(): void {
    const callOff = this.options.clock.after(WATCH_MS, () => {
      this.away.signal.removeEventListener('abort', callOff)
      this.lookAfter()
      this.watch()
    })
    this.away.signal.addEventListener('abort', callOff, { once: true })
  }

  private lookAfter(): void {
    if (this.leading) {
      // A line that is up beats by the server's signs of life; one that isn't has none.
      if (this.state.kind !== 'up') this.beat()
      return
    }
    if (this.options.clock.now() - this.heardAt < SILENCE_MS) return
    this.heardAt = this.options.clock.now()
    this.show({ kind: 'down', since: this.heardAt })
    this.options.election.depose()
  }
}
