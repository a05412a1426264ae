/** What the sign-in endpoint answers in `error`, and what a person is told. */
const MESSAGES: Record<string, string> = {
  CredentialsSignin: 'E-mail or password is wrong.',
  invalid_credentials: 'E-mail or password is wrong.',
}

export type SignInOutcome = { kind: 'done' } | { kind: 'second_factor' } | { kind: 'refused'; message: string }

/** @param result what next-auth's `signIn` with `redirect: false` came back with */
export function outcomeOf(result: { ok: boolean; error: string | null } | undefined): SignInOutcome {
  if (!result) return { kind: 'refused', message: 'No answer from the server. Check your connection and try again.' }
  if (result.ok && !result.error) return { kind: 'done' }
  if (result.error === 'second_factor_required') return { kind: 'second_factor' }
  return { kind: 'refused', message: MESSAGES[result.error ?? ''] ?? 'Signing in failed. Please try again.' }
}
