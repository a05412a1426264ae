import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { memoryOf } from '../launcher/processes'
import { type FuzzedRequest, fuzzedRequests } from './requests'

/** A request that is owed an answer and gets none for so long stands still. */
const PATIENCE_MS = 15_000
/** For one that is cut off, or a stream: what comes at once has come. */
const BRIEF_MS = 150
const PROBE_EVERY_MS = 10

export interface FuzzOutcome {
  requests: number
  /** Status → how many; 0: the connection ended without one. */
  statuses: Record<number, number>
  /** First line of each request that got a 5xx, with its status. */
  failures: string[]
  /** First line of each request that was owed an answer and got none. */
  unanswered: string[]
  /** The longest time in which the process did not even say that it lives. */
  longestStallMs: number
  medianLiveMs: number
  /** Resident memory after a warm-up and at the end, in MiB; null where the system does not tell. */
  memory: { before: number | null; after: number | null }
  seconds: number
}

/**
 * Sends requests of any shape to every door of a web process, several at once, and asks all the while whether it lives.
 * @param warmUp requests before memory is looked at: the process has compiled and cached by then
 */
export async function fuzz(
  { port, pid }: { port: number; pid: number },
  options: { seed: number; count: number; warmUp: number; atOnce: number; credentials: readonly string[] },
): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = {
    ...{ requests: 0, statuses: {}, failures: [], unanswered: [], longestStallMs: 0, medianLiveMs: 0 },
    ...{ memory: { before: null, after: null }, seconds: 0 },
  }
  const lives: number[] = []
  let probing = true
  const probe = (async () => {
    while (probing) {
      const start = performance.now()
      await (await fetch(`http://127.0.0.1:${port}/api/health/live`)).arrayBuffer()
      lives.push(performance.now() - start)
      await pause(PROBE_EVERY_MS)
    }
  })()
  const all = fuzzedRequests(options.seed, options.count + options.warmUp, options.credentials)
  const started = performance.now()
  const send = async (requests: FuzzedRequest[]) => {
    const left = requests.values()
    const one = async () => {
      for (const request of left) note(outcome, request, await statusesOf(port, request))
    }
    await Promise.all(Array.from({ length: options.atOnce }, one))
  }
  await send(all.slice(0, options.warmUp))
  lives.length = 0
  outcome.memory.before = memoryOf(pid)
  await send(all.slice(options.warmUp))
  outcome.seconds = (performance.now() - started) / 1000
  probing = false
  await probe
  outcome.memory.after = memoryOf(pid)
  lives.sort((a, b) => a - b)
  outcome.longestStallMs = lives.at(-1) ?? 0
  outcome.medianLiveMs = lives[Math.floor(lives.length / 2)] ?? 0
  return outcome
}

function note(outcome: FuzzOutcome, { bytes, cut }: FuzzedRequest, statuses: number[]): void {
  outcome.requests += 1
  const line = bytes.toString('latin1').split('\r\n', 1)[0]?.slice(0, 200) ?? ''
  if (statuses.length === 0) {
    outcome.statuses[0] = (outcome.statuses[0] ?? 0) + 1
    if (!cut) outcome.unanswered.push(line)
  }
  for (const status of statuses) {
    outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1
    if (status >= 500) outcome.failures.push(`${status} ${line}`)
  }
}

/** The statuses of the answers that a connection carries. */
function statusesOf(port: number, { bytes, cut }: FuzzedRequest): Promise<number[]> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1').setEncoding('latin1')
    let heard = ''
    const done = () => {
      clearTimeout(late)
      socket.destroy()
      const found = [...heard.matchAll(/(?:^|\n)HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => Number(code))
      resolve(found.filter((code) => code !== 100))
    }
    const late = setTimeout(done, cut ? BRIEF_MS : PATIENCE_MS)
    socket.on('data', (text: string) => {
      if (heard.length < 100_000) heard += text
      // A stream goes on for ever.
      if (heard.includes('text/event-stream')) setTimeout(done, BRIEF_MS)
    })
    socket.on('error', () => {})
    socket.on('close', done)
    socket.write(bytes)
  })
}
