/** Name of the unique constraint or index that a statement ran into; null for any other failure. */
export function uniqueViolation(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '23505') {
      return 'constraint_name' in cause && typeof cause.constraint_name === 'string' ? cause.constraint_name : ''
    }
  }
  return null
}

/** `lock_timeout` passed, or PostgreSQL ended one of several that waited for each other. */
const GAVE_WAY: readonly unknown[] = ['55P03', '40P01']

/** Whether a statement gave up waiting for a lock: another try may get it. */
export function gaveWay(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && GAVE_WAY.includes(cause.code)) return true
  }
  return false
}
