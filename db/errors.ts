/** Name of the unique constraint or index that a statement ran into; null for any other failure. */
export function uniqueViolation(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '23505') {
      return 'constraint_name' in cause && typeof cause.constraint_name === 'string' ? cause.constraint_name : ''
    }
  }
  return null
}

/** Whether a statement gave up waiting for a lock (`lock_timeout`). */
export function isLockTimeout(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === '55P03') return true
  }
  return false
}
