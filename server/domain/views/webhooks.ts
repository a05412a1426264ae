/** What a webhook may be told of. */
export const EVENT_TYPES = ['snapshot', 'account_failed', 'alert'] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** A webhook of an API token as its owner sees it: never its address or secret. */
export interface WebhookView {
  id: string
  tokenId: string
  /** The host of its address. */
  shown: string
  events: EventType[]
  enabled: boolean
  failingSince: Date | null
  /** What the other side said last; null: all is well. */
  failure: string | null
  /** Null: it may be sent to now. */
  nextTryAt: Date | null
  createdAt: Date
}

/** One that was just made, or its secret. */
export interface NewWebhookView {
  webhook: WebhookView
  /** `whsec_…`, the one time that it is shown. */
  secret: string
}

/** A message that a webhook was sent. */
export interface WebhookDeliveryView {
  id: string
  messageId: string
  at: Date
  events: number
  attempts: number
  state: 'waiting' | 'sent' | 'failed'
  lastTryAt: Date
  durationMs: number
  answer: string
}
