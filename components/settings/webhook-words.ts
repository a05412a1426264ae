import type { EventType, WebhookDeliveryView } from '@/server/domain/views'

/** What a webhook may be told of, in words. */
export const EVENT_WORDS: Record<EventType, { label: string; help: string }> = {
  snapshot: { label: 'Readings', help: 'An account was read, and its figures are stored' },
  account_failed: { label: 'Failures', help: 'An account could not be read' },
  alert: { label: 'Alerts', help: 'An alert was raised, is well again, or still stands' },
}

export const MESSAGE_WORDS: Record<WebhookDeliveryView['state'], string> = {
  sent: 'Arrived',
  waiting: 'Tried again',
  failed: 'Given up',
}
