import type { AlertRuleView, ChannelView, DeliveryView, FiringView } from '@/server/domain/views'

const time = (date: Date | null) => date?.toISOString() ?? null

export const wireFiring = ({
  ruleId,
  subject,
  accountId,
  level,
  text,
  since,
  known,
  seenAt,
  snoozedUntil,
  muted,
}: FiringView) => ({
  rule_id: ruleId,
  subject,
  account_id: accountId,
  level,
  text,
  since: since.toISOString(),
  known,
  seen_at: seenAt.toISOString(),
  snoozed_until: time(snoozedUntil),
  muted,
})

export const wireRule = ({ id, rule, text, enabled, firing, updatedAt }: AlertRuleView) => ({
  ...{ id, rule, text, enabled, firing },
  updated_at: updatedAt.toISOString(),
})

export const wireChannel = ({ id, kind, name, shown, enabled, least, provenAt, failingSince, failure }: ChannelView) => ({
  ...{ id, kind, name, shown, enabled, least, failure },
  proven_at: time(provenAt),
  failing_since: time(failingSince),
})

export const wireDelivery = ({ id, at, text, level, channelName, state, attempts, sentAt, answer }: DeliveryView) => ({
  id,
  at: at.toISOString(),
  text,
  level,
  channel: channelName,
  state,
  attempts,
  sent_at: time(sentAt),
  answer,
})
