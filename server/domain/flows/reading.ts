/** How a ledger is read: the newest entries as they come, and the past stretch by stretch, from now back to its beginning. */

/** No exchange that is read here kept a ledger before. */
export const EARLIEST = new Date('2017-01-01T00:00:00Z')
/** Width of a stretch where the exchange sets none: how finely progress is kept. */
const STEP_MS = 30 * 86_400_000
/** Longest that an entry is asked for again because it is pending. */
const PENDING_MS = 30 * 86_400_000
/** A stretch that ended so long ago is not the newest any more. */
const NEWEST_MS = 60_000
/** Pause between two looks for new entries. */
export const FLOW_INTERVAL_MS = 10 * 60_000
/** Of a ledger that the key may not read. */
const REFUSED_MS = 6 * 3_600_000
const FIRST_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000

/** How far a ledger is read. */
export interface LedgerState {
  ledger: string
  beganAt: Date
  /** Entries of [`readFrom`, `readTo`) are known. */
  readFrom: Date
  readTo: Date
  backTo: Date
  /** The stretch under way and its next page. */
  page: Stretch | null
  entries: number
  errorCode: string | null
  errorMessage: string | null
  errorSince: Date | null
  failures: number
  nextAt: Date
}

export interface Stretch {
  from: Date
  to: Date
  cursor: string | null
  /** True: the newest entries; false: the past. */
  forward: boolean
}

/** The exchange's own limits; see `LedgerInfo` of the port. */
export interface LedgerLimits {
  windowMs: number | null
  reachMs: number | null
  settlesMs: number
}

/** Where a ledger stands before its first question. @param since how far back is wanted; null: as far as the exchange goes */
export function newLedger(ledger: string, { reachMs }: LedgerLimits, now: Date, since: Date | null): LedgerState {
  const reach = reachMs === null ? EARLIEST : new Date(now.getTime() - reachMs)
  const backTo = since === null ? reach : reachMs === null || since > reach ? since : reach
  return {
    ledger,
    beganAt: now,
    readFrom: now,
    readTo: now,
    backTo: backTo < now ? backTo : now,
    page: null,
    entries: 0,
    errorCode: null,
    errorMessage: null,
    errorSince: null,
    failures: 0,
    nextAt: now,
  }
}

/**
 * A ledger of which somebody wants everything since a moment: what is known since then is read anew, and the past on from there
 * as far as that moment. What was known stays known meanwhile.
 */
export function readAnew(state: LedgerState, limits: LedgerLimits, now: Date, since: Date): LedgerState {
  const { backTo } = newLedger(state.ledger, limits, now, since)
  const from = new Date(Math.max(backTo.getTime(), state.readFrom.getTime()))
  const to = new Date(Math.min(from.getTime() + (limits.windowMs ?? STEP_MS), now.getTime() + 1))
  return {
    ...state,
    backTo: new Date(Math.min(backTo.getTime(), state.backTo.getTime())),
    page: from < state.readTo ? { from, to, cursor: null, forward: true } : state.page,
    nextAt: now,
  }
}

/**
 * What is to be asked next of a ledger; null: nothing now. New entries come before the past.
 * @param oldestPending when the oldest entry came that is neither done nor failed; null: none
 */
export function nextStretch(state: LedgerState, limits: LedgerLimits, now: Date, oldestPending: Date | null): Stretch | null {
  if (state.errorCode !== null && state.nextAt > now) return null
  if (state.page) return state.page
  const width = limits.windowMs ?? STEP_MS
  if (state.nextAt <= now) {
    const settled = state.readTo.getTime() - limits.settlesMs
    const pending = oldestPending === null ? settled : Math.max(oldestPending.getTime(), now.getTime() - PENDING_MS)
    const kept = limits.reachMs === null ? EARLIEST.getTime() : now.getTime() - limits.reachMs
    const from = Math.max(Math.min(settled, pending), kept)
    return { from: new Date(from), to: new Date(Math.min(from + width, now.getTime() + 1)), cursor: null, forward: true }
  }
  if (state.readFrom <= state.backTo) return null
  const from = Math.max(state.readFrom.getTime() - width, state.backTo.getTime())
  return { from: new Date(from), to: state.readFrom, cursor: null, forward: false }
}

/** A ledger after a page of a stretch was stored. @param next of the page: null ends the stretch */
export function afterPage(
  state: LedgerState,
  stretch: Stretch,
  next: string | null,
  { windowMs, now, stored }: { windowMs: number | null; now: Date; stored: number },
): LedgerState {
  const answered: LedgerState = {
    ...state,
    ...{ entries: state.entries + stored, errorCode: null, errorMessage: null, errorSince: null, failures: 0, page: null },
  }
  if (next !== null) return { ...answered, page: { ...stretch, cursor: next } }
  if (!stretch.forward) return { ...answered, readFrom: stretch.from }
  const end = stretch.to.getTime()
  const known = new Date(Math.max(state.readTo.getTime(), Math.min(end, now.getTime())))
  if (now.getTime() - end <= NEWEST_MS) return { ...answered, readTo: known, nextAt: new Date(now.getTime() + FLOW_INTERVAL_MS) }
  const to = new Date(Math.min(end + (windowMs ?? STEP_MS), now.getTime() + 1))
  return { ...answered, readTo: known, page: { from: stretch.to, to, cursor: null, forward: true } }
}

/**
 * A ledger after a question that failed: asked again later, where it left off. A cursor that the exchange may have
 * forgotten is given up with the third failure, and the stretch begun anew: what is stored twice is stored once. Where the
 * exchange refuses a stretch of the past, its ledger begins behind it.
 */
export function afterFailure(
  state: LedgerState,
  stretch: Stretch,
  { code, message, retryAfterSeconds = 0 }: { code: string; message: string; retryAfterSeconds?: number | undefined },
  now: Date,
): LedgerState {
  if (code === 'exchange_refused' && !stretch.forward) return { ...state, page: null, backTo: state.readFrom }
  const failures = state.failures + 1
  const wait = isRefused(code) ? REFUSED_MS : Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10), LONGEST_WAIT_MS)
  return {
    ...state,
    failures,
    page: state.page && failures % 3 === 0 ? { ...state.page, cursor: null } : state.page,
    errorCode: code,
    errorMessage: message,
    errorSince: state.errorSince ?? now,
    nextAt: new Date(now.getTime() + Math.max(wait, retryAfterSeconds * 1000)),
  }
}

/** Whether the key may not read the ledger, so that waiting does not help. */
export function isRefused(code: string): boolean {
  return ['exchange_permission', 'exchange_credentials', 'exchange_ip', 'exchange_refused'].includes(code)
}

/** Share of the past that is read, 0 to 1. */
export function progressOf({ beganAt, readFrom, backTo }: Pick<LedgerState, 'beganAt' | 'readFrom' | 'backTo'>): number {
  const whole = beganAt.getTime() - backTo.getTime()
  return whole <= 0 ? 1 : Math.min(1, (beganAt.getTime() - readFrom.getTime()) / whole)
}
