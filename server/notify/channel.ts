import type { z } from 'zod'
import type { Level } from '../domain/alerts/rule'
import type { Reader } from '../language/reader'
import type { Mailer } from '../mail'
import type { GuardedHttp } from './http'
import type { Outcome } from './outcome'

/** A message as every channel carries it. */
export interface Outgoing {
  /** The same however often it is tried: receivers tell repeats by it. */
  id: string
  level: Level
  title: string
  /** Plain text, a line an event. */
  text: string
  /** Where more stands. */
  link: string
  /** Where one tap keeps it quiet for a while, without signing in; null: nothing to keep quiet. */
  snoozeLink: string | null
  at: Date
  /** The same as simple HTML, for mail. */
  html?: string
  /** Whose language it is in: what a channel adds is said in the same. */
  reader: Reader
}

/** How push services know this installation. */
export interface PushIdentity {
  /** VAPID pair (RFC 8292), base64url. */
  keys(): Promise<{ publicKey: string; privateKey: string }>
  /** `mailto:` or https address at which a push service reaches whoever runs this installation. */
  contact: string
}

/** What channels send with. */
export interface Means {
  http: GuardedHttp
  /** Undefined where no letters leave this installation. */
  mail: Mailer | undefined
  /** Undefined where no push messages are sent. */
  push?: PushIdentity | undefined
  signal: AbortSignal
  now: () => Date
}

/** One way to tell a person. */
export interface Channel<Settings> {
  kind: string
  /** What its owner enters, checked before anything is sent. */
  settings: z.ZodType<Settings>
  /** What its owner knows it by afterwards; never the secret. */
  shown(settings: Settings): string
  /** Tries once. Throws only what is no fault of the other side. */
  send(settings: Settings, message: Outgoing, means: Means): Promise<Outcome>
}
