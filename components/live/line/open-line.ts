import { inDesk } from '@/server/schemas/desk-path'
import { browserClock } from './clock'
import { type Election, HeardElection, LockElection } from './election'
import { lineName } from './messages'
import { SharedLine, type SharedLineOptions } from './shared-line'

const PATH = '/api/trpc/live.updates'

/**
 * The line of this tab, with what this browser has.
 * @param desk what is heard is of this one; null: of one's own
 */
export function openLine(
  desk: string | null,
  listeners: Pick<SharedLineOptions, 'person' | 'onState' | 'onUpdate' | 'onSkew' | 'onRate'>,
): SharedLine {
  const name = lineName(listeners.person, desk)
  // `randomUUID` needs https, as locks do.
  const self = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('')
  const line = new SharedLine({
    ...listeners,
    url: inDesk(desk, PATH),
    self,
    channel: new BroadcastChannel(name),
    election: electionOf(name, self),
    fetch: (...request) => fetch(...request),
    clock: browserClock,
    random: Math.random,
  })
  line.start()
  return line
}

function electionOf(name: string, self: string): Election {
  const locks: LockManager | undefined = navigator.locks
  return locks ? new LockElection(locks, name) : new HeardElection(self, browserClock, Math.random)
}
