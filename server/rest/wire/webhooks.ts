import type { NewWebhookView, WebhookDeliveryView, WebhookView } from '@/server/domain/views'

const time = (date: Date | null) => date?.toISOString() ?? null

export const wireWebhook = ({ id, shown, events, enabled, failingSince, failure, nextTryAt, createdAt }: WebhookView) => ({
  ...{ id, host: shown, events, enabled, failing_since: time(failingSince), failure },
  ...{ next_try_at: time(nextTryAt), created_at: createdAt.toISOString() },
})

export const wireNewWebhook = ({ webhook, secret }: NewWebhookView) => ({ ...wireWebhook(webhook), secret })

export const wireMessage = ({
  id,
  messageId,
  at,
  events,
  attempts,
  state,
  lastTryAt,
  durationMs,
  answer,
}: WebhookDeliveryView) => ({
  ...{ id, message_id: messageId, at: at.toISOString(), events, attempts, state },
  ...{ last_try_at: lastTryAt.toISOString(), duration_ms: durationMs, answer },
})
