import { placesOf } from '../auth/addresses'
import type { Actor } from '../context'
import { DomainError } from '../errors'
import { type Sentence, sentence } from '../language/sentence'

/** How many streams may be open at the same time, in this process. */
export interface StreamLimits {
  person: number
  token: number
  address: number
  process: number
}

/** A browser holds one for all of its tabs; a desk behind one address holds one for each of its people. */
export const STREAM_LIMITS: StreamLimits = { person: 32, token: 16, address: 512, process: 4096 }

const WORDS: Record<keyof StreamLimits, Sentence> = {
  person: sentence`you have`,
  token: sentence`this token has`,
  address: sentence`your address has`,
  process: sentence`this server has`,
}
/** Streams end and browsers come back by themselves; asking sooner changes nothing. */
const RETRY_SECONDS = 30

interface Open {
  limits: StreamLimits
  counts: Map<string, number>
}

/** One a process, whichever bundle asks: Next keeps several copies of a module. */
const KEY = Symbol.for('ballast.streams')

function open(): Open {
  const holder = globalThis as typeof globalThis & { [KEY]?: Open }
  holder[KEY] ??= { limits: STREAM_LIMITS, counts: new Map() }
  return holder[KEY]
}

/** Sets what the operator allows in this process. */
export function limitStreams(limits: StreamLimits): void {
  open().limits = limits
}

/** Streams that are open in this process, of pages and of programs. */
export function openStreams(): { page: number; program: number } {
  const { counts } = open()
  let program = 0
  for (const [key, count] of counts) if (key.startsWith('token ')) program += count
  return { page: (counts.get('process ') ?? 0) - program, program }
}

/**
 * Takes a place for a stream that is about to open, and gives back what frees it again (once, however often it is called).
 * @throws DomainError `rate_limited` that says whose places are taken
 */
export function takeStreamPlace(deskId: string, actor: Actor): () => void {
  const { limits, counts } = open()
  const address = 'ipAddress' in actor ? actor.ipAddress : null
  const keys: [keyof StreamLimits, string][] = [
    ['process', ''],
    ...(address === null ? [] : ([['address', placesOf(address)[0].name]] as const)),
    ['person', deskId],
    ...(actor.kind === 'token' ? ([['token', actor.tokenId]] as const) : []),
  ].map(([kind, name]) => [kind, `${kind} ${name}`] as [keyof StreamLimits, string])
  for (const [kind, key] of keys) {
    if ((counts.get(key) ?? 0) < limits[kind]) continue
    const words = sentence`Too many live streams are open: ${WORDS[kind]} ${limits[kind]}, which is the most. Close some, or try again later.`
    throw new DomainError('rate_limited', words, { retryAfterSeconds: RETRY_SECONDS })
  }
  for (const [, key] of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  let taken = true
  return () => {
    if (!taken) return
    taken = false
    for (const [, key] of keys) {
      const left = (counts.get(key) ?? 1) - 1
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    }
  }
}
