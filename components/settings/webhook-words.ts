import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { EventType, WebhookDeliveryView } from '@/server/domain/views'

/** What a webhook may be told of, in words. */
export const EVENT_WORDS: Record<EventType, { label: MessageDescriptor; help: MessageDescriptor }> = {
  snapshot: { label: msg`Readings`, help: msg`An account was read, and its figures are stored` },
  account_failed: { label: msg`Failures`, help: msg`An account could not be read` },
  alert: { label: msg`Alerts`, help: msg`An alert was raised, is well again, or still stands` },
}

export const MESSAGE_WORDS: Record<WebhookDeliveryView['state'], MessageDescriptor> = {
  sent: msg`Arrived`,
  waiting: msg`Tried again`,
  failed: msg`Given up`,
}
