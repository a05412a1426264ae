export type SignInOutcome =
  | { kind: 'done' }
  /** The password was right; a code is wanted, or the one given was wrong. */
  | { kind: 'second_factor'; wrong: boolean }
  | { kind: 'refused'; message: string }

const NO_ANSWER = 'No answer from the server. Check your connection and try again.'

/**
 * @param result what next-auth's `signIn` with `redirect: false` came back with; `error` is a `SignInError` of the server's
 */
export function outcomeOf(result: { ok: boolean; error: string | null } | undefined): SignInOutcome {
  if (!result) return { kind: 'refused', message: NO_ANSWER }
  if (result.ok && !result.error) return { kind: 'done' }
  const error = result.error ?? 'failed'
  const [, seconds] = /^rate_limited:(\d+)$/.exec(error) ?? []
  if (seconds !== undefined) return { kind: 'refused', message: `Too many tries. Try again in ${inWords(Number(seconds))}.` }
  switch (error) {
    case 'second_factor_required':
      return { kind: 'second_factor', wrong: false }
    case 'second_factor_wrong':
      return { kind: 'second_factor', wrong: true }
    case 'invalid_credentials':
      return { kind: 'refused', message: 'E-mail or password is wrong.' }
    default:
      return { kind: 'refused', message: 'Signing in failed on our side. It has been logged; please try again.' }
  }
}

function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
