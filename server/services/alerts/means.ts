import type { Mailer } from '@/server/mail'
import type { PushIdentity } from '@/server/notify/channel'
import type { GuardedHttp } from '@/server/notify/http'

/** What alerts are sent with; a process without them tells nobody, and keeps what there is to tell. */
export interface AlertMeans {
  /** Where people reach this installation. */
  baseUrl: string
  http: GuardedHttp
  /** Undefined where no letters leave this installation. */
  mail: Mailer | undefined
  /** Undefined where no push messages are sent. */
  push?: PushIdentity | undefined
  /** Signs the links in messages: 32 bytes or more. */
  linkKey: Buffer
}
