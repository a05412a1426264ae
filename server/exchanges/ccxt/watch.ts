import { Agent } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DomainError, isPassing } from '../../errors'
import { onAbort, orAborted } from '../../on-abort'
import type { Credentials, WatchListener } from '../port'
import { mappedStreams } from './base-urls'
import type { Client } from './client'
import type { CcxtExchange } from './exchange-class'
import type { Gate } from './gate'

/** One of ccxt's `watch…` methods: its promise settles at the next message. */
export interface Channel {
  method: 'watchBalance' | 'watchPositions' | 'watchMyTrades'
  args: readonly unknown[]
}

export const channel = (method: Channel['method'], ...args: unknown[]): Channel => ({ method, args })
/** For `watchPositions`: only that something changed is wanted, not what there was. */
export const WITHOUT_SNAPSHOT = { fetchPositionsSnapshot: false, awaitPositionsSnapshot: false }

/** What is listened to on an exchange, and ccxt's options for it: the least that tells of every change. */
export interface Watched {
  channels(credentials: Credentials): readonly Channel[]
  settings?: Record<string, unknown>
}

/**
 * Listens to all channels of an exchange on a client made for it (`kind: 'pro'`) until the signal is aborted. A channel
 * that the key may not have is left out while another one works; a connection that is lost ends the whole.
 * @throws what `judged` makes of ccxt's error
 */
export async function listen(
  client: Pick<Client, 'ccxt' | 'call'>,
  watched: Watched,
  { credentials, base, gate }: { credentials: Credentials; base: string | undefined; gate: Gate },
  listener: WatchListener,
  judged: (error: unknown) => DomainError,
  signal: AbortSignal,
): Promise<void> {
  const { ccxt } = client
  const channels = watched.channels(credentials)
  prepare(ccxt, base, gate, listener, signal)
  let refusal: DomainError | null = null
  let left = channels.length
  const follow = async ({ method, args }: Channel) => {
    try {
      for (let next = client.call(method, ...args); ; ) {
        await orAborted(next, signal)
        // Asked for again before anything else, so that no message falls between.
        next = client.call(method, ...args)
        next.catch(() => undefined)
        listener.changed()
        // A method that answered by itself, without a message, must not take the process over.
        await nextTurn()
      }
    } catch (error) {
      if (signal.aborted) return
      const failure = judged(error)
      left -= 1
      refusal ??= failure
      if (isPassing(failure.code) || left === 0) throw failure
    }
  }
  try {
    await Promise.all(channels.map(follow))
    if (!signal.aborted && refusal) throw refusal
  } finally {
    hangUp(ccxt)
  }
}

/** Fits a ccxt instance to our ways: addresses, timers that end with us, no promise that fails where nobody looks. */
function prepare(ccxt: CcxtExchange, base: string | undefined, gate: Gate, listener: WatchListener, signal: AbortSignal): void {
  if (base !== undefined) {
    ccxt.urls.api = mappedStreams(ccxt.urls.api, base)
    // Without one ccxt speaks to encrypted addresses only.
    ccxt.httpAgent = new Agent()
  }
  ccxt.onConnected = () => listener.connected()
  ccxt.delay = (ms, method, ...args) => {
    const timer = setTimeout(() => {
      off()
      ccxt.spawn(method, ...args)
    }, ms)
    const off = onAbort(signal, () => clearTimeout(timer))
  }
  const socketOf = ccxt.client.bind(ccxt)
  const known = new WeakSet<object>()
  ccxt.client = (url) => {
    const socket = socketOf(url)
    if (!known.has(socket)) {
      known.add(socket)
      const host = hostOf(url, base)
      // ccxt keeps promises at names that are no address, and are never dialled.
      if (host !== null) gate.checkHost(host)
      const send = socket.send.bind(socket)
      socket.send = async (message) => {
        gate.checkMessage(host ?? url, typeof message === 'string' ? message : JSON.stringify(message))
        return send(message)
      }
      const future = socket.future.bind(socket)
      // ccxt makes some ahead of need; when the connection fails they reject though nobody waits for them.
      socket.future = (name) => {
        const made = future(name)
        made.catch(() => undefined)
        return made
      }
    }
    return socket
  }
}

/** The exchange's own host, which stands in the path where a base stands in for it; null for what is no address. */
function hostOf(url: string, base: string | undefined): string | null {
  if (!URL.canParse(url) || !/^wss?:/.test(url)) return null
  const { host, pathname } = new URL(url)
  return base === undefined ? host : (pathname.slice(new URL(base).pathname.replace(/\/$/, '').length).split('/')[1] ?? '')
}

/** Ends all connections at once; what waits on them inside of ccxt is rejected. */
function hangUp(ccxt: CcxtExchange): void {
  for (const { connection } of Object.values(ccxt.clients ?? {})) connection?.terminate()
}
