import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'

export type SignInOutcome =
  | { kind: 'done' }
  /** The password was right; a code is wanted, or the one given was wrong. */
  | { kind: 'second_factor'; wrong: boolean }
  | { kind: 'refused'; message: MessageDescriptor }

const FAILED = msg`Signing in failed on our side. It has been logged; please try again.`
const MESSAGES: Record<string, MessageDescriptor> = {
  invalid_credentials: msg`E-mail or password is wrong.`,
  passkey_refused: msg`The passkey could not be confirmed. Try again, or sign in with your password.`,
  not_linked: msg`That account is linked to nobody here. Sign in with your password, then link it under Settings, Security.`,
  linked_elsewhere: msg`That account is linked to somebody else here.`,
  second_step_over: msg`That took too long. Go back and sign in again.`,
  unavailable_away: msg`The database is out of reach right now. Please try again in a moment.`,
  unavailable_full: msg`Nobody can sign in right now: the disk of this installation is full. It goes on by itself once there is room.`,
  unavailable_read_only: msg`Nobody can sign in right now: the database takes no changes. It goes on by itself once it does.`,
  // The library's own: the person said no at the provider.
  AccessDenied: msg`The provider did not let you through. Try again, or sign in another way.`,
  OAuthSignin: msg`The provider cannot be reached just now. Try again, or sign in another way.`,
  OAuthCallback: msg`The provider did not let you through. Try again, or sign in another way.`,
}

const NO_ANSWER = msg`No answer from the server. Check your connection and try again.`

/**
 * @param result what next-auth's `signIn` with `redirect: false` came back with; `error` is a `SignInError` of the server's
 */
export function outcomeOf(result: { ok: boolean; error: string | null } | undefined): SignInOutcome {
  if (!result) return { kind: 'refused', message: NO_ANSWER }
  if (result.ok && !result.error) return { kind: 'done' }
  const error = result.error ?? 'failed'
  const [, seconds] = /^rate_limited:(\d+)$/.exec(error) ?? []
  if (seconds !== undefined) return { kind: 'refused', message: tooMany(Number(seconds)) }
  if (error === 'second_factor_required') return { kind: 'second_factor', wrong: false }
  if (error === 'second_factor_wrong') return { kind: 'second_factor', wrong: true }
  return { kind: 'refused', message: MESSAGES[error] ?? FAILED }
}

/** What a failed sign-in at a provider, which ends on this page's address, is told as; null for no error. */
export function refusalMessage(error: string | null): MessageDescriptor | null {
  if (error === null) return null
  const outcome = outcomeOf({ ok: false, error })
  return outcome.kind === 'refused' ? outcome.message : FAILED
}

function tooMany(seconds: number): MessageDescriptor {
  if (seconds < 60) return msg`Too many tries. Try again in ${plural(seconds, { one: '# second', other: '# seconds' })}.`
  const minutes = Math.ceil(seconds / 60)
  return msg`Too many tries. Try again in ${plural(minutes, { one: 'a minute', other: '# minutes' })}.`
}
