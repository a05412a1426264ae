import { pauseBefore } from './back-off'
import { pause } from './clock'
import { type LineEnd, type LineOptions, readLine, type Update } from './read-line'

/** The line as one tab knows it. Times are milliseconds since the epoch. */
export type LineState =
  | { kind: 'connecting' }
  | { kind: 'up' }
  | { kind: 'down'; since: number }
  /** The server says no, and why: it is asked again, seldom. */
  | { kind: 'refused'; since: number; why: string | null }
  | { kind: 'signed-out' }

export interface KeepOptions extends Omit<LineOptions, 'lastId' | 'onOpen' | 'onUpdate'> {
  /** The newest id that is known when a connection begins. */
  lastId: () => string | null
  random: () => number
  onState: (state: LineState) => void
  onServerTime: (milliseconds: number) => void
  onUpdate: (update: Update) => void
  /** Hands out what ends a wait at once: the network is back, somebody looks at the page. */
  onWait: (now: () => void) => void
}

/** A line that was up for less has not shown that it holds: one that opens and ends at once is tried ever more seldom. */
const STEADY_MS = 10_000

/** Keeps a line up until the signal is aborted: whatever ends it, it is tried again, and goes on behind the last event. */
export async function keepLine(options: KeepOptions): Promise<void> {
  const { clock, signal } = options
  let failures = 0
  let downSince: number | null = null
  options.onState({ kind: 'connecting' })
  while (!signal.aborted) {
    let upSince: number | null = null
    const end = await readLine({
      ...options,
      lastId: options.lastId(),
      onOpen: (serverTime) => {
        if (serverTime !== null) options.onServerTime(serverTime)
      },
      onUpdate: (update) => {
        if (upSince === null) {
          upSince = clock.now()
          downSince = null
          options.onState({ kind: 'up' })
        }
        options.onUpdate(update)
      },
    })
    if (signal.aborted) return
    failures = upSince !== null && clock.now() - upSince >= STEADY_MS ? 1 : failures + 1
    downSince ??= clock.now()
    options.onState(stateAfter(end, downSince))
    await waitBefore(end, failures, options)
  }
}

function stateAfter(end: LineEnd, since: number): LineState {
  if (end.kind === 'signed-out') return { kind: 'signed-out' }
  if (end.kind === 'refused') return { kind: 'refused', since, why: end.why }
  return { kind: 'down', since }
}

async function waitBefore(end: LineEnd, failures: number, { clock, random, signal, onWait }: KeepOptions): Promise<void> {
  const refused = end.kind === 'refused' || end.kind === 'signed-out'
  const retryAfterMs = end.kind === 'refused' || end.kind === 'failed' ? end.retryAfterMs : null
  const over = new AbortController()
  const stop = () => over.abort()
  signal.addEventListener('abort', stop, { once: true })
  // What the server has asked for is kept to, whoever looks.
  if (!refused && retryAfterMs === null) onWait(stop)
  await pause(clock, pauseBefore(failures, { refused, retryAfterMs }, random), over.signal)
  signal.removeEventListener('abort', stop)
}
