/** How a try to send ended; `status` of HTTP where it was answered. `answer` is what the other side said, in a line, without anything secret. */
export type Outcome =
  | { ok: true; answer: string }
  /** `dead`: it will not be otherwise the next time. `gone`: nothing may be sent there any more. */
  | { ok: false; answer: string; dead: boolean; retryAfterSeconds: number | null; gone?: boolean; status?: number }

const FIRST_WAIT_SECONDS = 15
const LONGEST_WAIT_SECONDS = 3600

/** Seconds until a message is tried again after so many tries: what the other side asked for, else twice as long each time. */
export function waitAfter(tries: number, retryAfterSeconds: number | null): number {
  return retryAfterSeconds ?? Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (tries - 1))
}
