/** What Node says of a body whose sender went away in the middle of it. */
const isCutOff = (error: unknown) =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** Whether work failed because whoever asked for it went away: nobody's fault, and no answer has anywhere to go. */
export function isCallerGone(error: unknown, signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true || isCutOff(error)
}

/** For what must answer something all the same; nobody reads it. */
export const NOBODY_THERE = 499
