import { createHash } from 'node:crypto'
import { type AttemptPolicy, countAttempt, forgiveAttempts } from '@/db/queries/attempts'
import { placesOf } from '../../auth/addresses'
import type { Deps } from '../../context'
import { DomainError } from '../../errors'
import { sentence } from '../../language/sentence'

const MINUTE = 60
/** Nobody is locked out for good: the longest wait of any of these. */
const LONGEST_WAIT = 15 * MINUTE

/** Limits by what is guessed and by whom. An office behind one address shares `address`, so that one is wider. */
export const ATTEMPT_POLICIES = {
  /** One person's password or code from one address. */
  sign_in_pair: { free: 5, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** One person's password from anywhere the person has never signed in from. */
  sign_in_person: { free: 30, firstWaitSeconds: 5, longestWaitSeconds: 5 * MINUTE, forgetSeconds: 60 * MINUTE },
  /** One person's code, asked for after a provider's yes, from any address. */
  second_step_person: { free: 30, firstWaitSeconds: 5, longestWaitSeconds: 5 * MINUTE, forgetSeconds: 60 * MINUTE },
  /** Anybody's password from one address. */
  sign_in_address: { free: 50, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  register_address: { free: 20, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  reset_person: { free: 3, firstWaitSeconds: 60, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  reset_address: { free: 20, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** Challenges for passkeys, each a row for minutes. */
  challenge_address: { free: 300, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** Unknown API tokens from one address. */
  token_address: { free: 20, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** Codes of share links that lead nowhere, from one address. */
  share_address: { free: 20, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** A share link's password, from one address and from all together. */
  share_pair: { free: 5, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  share_link: { free: 30, firstWaitSeconds: 5, longestWaitSeconds: 5 * MINUTE, forgetSeconds: 60 * MINUTE },
  /** Codes of invitations to a desk that lead nowhere, of one person and from one address. */
  join_person: { free: 10, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  join_address: { free: 20, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** Programs that register themselves from one address, each a row for a day. */
  oauth_client_address: { free: 20, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** A signed-in person's own password or second factor, asked again. */
  confirm: { free: 5, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** Keys that a person has tried on exchanges, from the address that everybody here shares; right ones are taken back. */
  try_key: { free: 10, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** Accounts that a person has had read before saving them: whole readings, of which nothing is kept. */
  look_at: { free: 200, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** Challenges for a signed-in person's own passkeys. */
  prove_passkey: { free: 30, firstWaitSeconds: 5, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 15 * MINUTE },
  /** Letters that let a signed-in person prove their address. */
  prove_person: { free: 3, firstWaitSeconds: 60, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** Costly things that a person asks for: all of their data, history or a table as a file, an account's answers as a file. */
  export: { free: 10, firstWaitSeconds: 30, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  history_file: { free: 60, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  table_file: { free: 60, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  statement: { free: 30, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** Test messages, which go to whatever address a person typed. */
  channel_test: { free: 10, firstWaitSeconds: 30, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  /** An administrator's test letters. */
  mail_test: { free: 10, firstWaitSeconds: 30, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
  recording: { free: 20, firstWaitSeconds: 10, longestWaitSeconds: LONGEST_WAIT, forgetSeconds: 60 * MINUTE },
} as const satisfies Record<string, AttemptPolicy>
export type AttemptKind = keyof typeof ATTEMPT_POLICIES

export interface Attempt {
  kind: AttemptKind
  /** What is guessed at; kept as a hash only. */
  subject: string
}

const keyOf = ({ kind, subject }: Attempt) => `${kind}:${createHash('sha256').update(subject).digest('base64url')}`

/**
 * Counts a try against each limit before anything is checked.
 * @throws DomainError `rate_limited` with the seconds to wait
 */
export async function countAttempts({ db, now }: Deps, attempts: readonly Attempt[]): Promise<void> {
  const at = now()
  const made = attempts.filter((attempt) => !isEverybody(attempt)).flatMap(eachPlace)
  const outcomes = await db.asSystem(async (tx) => {
    const counted = []
    for (const { times, ...attempt } of made) {
      const policy: AttemptPolicy = ATTEMPT_POLICIES[attempt.kind]
      counted.push(await countAttempt(tx, keyOf(attempt), { ...policy, free: policy.free * times }, at))
    }
    return counted
  })
  const waits = outcomes.flatMap(({ refused, until }) => (refused && until ? [until.getTime() - at.getTime()] : []))
  if (waits.length > 0) throw tooManyAttempts(Math.max(1, Math.ceil(Math.max(...waits) / 1000)))
}

/** What is counted by address is counted at each of the caller's places. */
function eachPlace({ kind, subject }: Attempt): (Attempt & { times: number })[] {
  if (!kind.endsWith('_address')) return [{ kind, subject, times: 1 }]
  return placesOf(subject).map(({ name, times }) => ({ kind, subject: name, times }))
}

/**
 * Loopback is the operator's own machine, or everybody at once behind a proxy that does not say who they are: a limit on
 * that address would shut out all for one. What is guessed stays limited.
 */
function isEverybody({ kind, subject }: Attempt): boolean {
  return kind.endsWith('_address') && (subject === '::1' || subject.startsWith('127.'))
}

/** One right try proves nothing of the others: at a place that people share, and with keys that anybody can make. */
const takesBackOne = (kind: AttemptKind) => kind.endsWith('_address') || kind === 'try_key'

/** Takes back tries that were right: wholly for a person, else just that one. */
export async function forgiveAttempt({ db }: Deps, ...made: readonly Attempt[]): Promise<void> {
  await db.asSystem(async (tx) => {
    for (const attempt of made.flatMap(eachPlace)) {
      await forgiveAttempts(tx, keyOf(attempt), { all: !takesBackOne(attempt.kind) })
    }
  })
}

function tooManyAttempts(seconds: number): DomainError {
  const words =
    seconds < 90
      ? sentence`Too many attempts. Try again in ${seconds} seconds.`
      : sentence`Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return new DomainError('rate_limited', words, { retryAfterSeconds: seconds })
}
