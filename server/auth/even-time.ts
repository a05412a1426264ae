import { setTimeout as pause } from 'node:timers/promises'

/**
 * Answers no sooner than `ms` after the call, success or failure, so that the time tells nothing of what was found on the
 * way. Choose `ms` well above what the work takes.
 */
export async function evenTime<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), pause(ms)])
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}
