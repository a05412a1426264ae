import { EXAMPLE_ACCOUNT } from './examples'

/** Values for the examples of the operations on alerts. */

export const EXAMPLE_RULE = {
  id: '7d1a2a08-5a5e-4a0f-9f65-6d1f1f4a9b21',
  rule: { kind: 'liquidation', warn: '0.15', urgent: '0.05', accounts: null, symbol: null },
  text: 'A position nearer to liquidation than 15 %, urgent 5 %',
  enabled: true,
  firing: 0,
  updated_at: '2026-01-01T00:00:00.000Z',
}

export const EXAMPLE_ALERT = {
  rule_id: EXAMPLE_RULE.id,
  subject: `position:${EXAMPLE_ACCOUNT.id}/unified/ETH:PERP-USDT/net/cross`,
  account_id: EXAMPLE_ACCOUNT.id,
  level: 'urgent',
  text: 'ETH:PERP-USDT is 4.2 % from liquidation, limit 5 % on AccountABC (Bybit).',
  since: '2026-01-01T00:01:00.000Z',
  known: true,
  seen_at: '2026-01-01T00:01:00.000Z',
  snoozed_until: null,
  muted: false,
}

export const EXAMPLE_CHANNEL = {
  id: 'b0a3c6d2-0e9c-4a35-8d7a-52a1f0c7e433',
  kind: 'webhook',
  name: 'Desk',
  shown: 'hooks.example.com',
  enabled: true,
  least: 'warn',
  proven_at: '2026-01-01T00:00:00.000Z',
  failing_since: null,
  failure: null,
}

export const EXAMPLE_MESSAGE = {
  id: '1',
  at: '2026-01-01T00:01:00.000Z',
  text: 'Urgent: ETH:PERP-USDT is 4.2 % from liquidation, limit 5 % on AccountABC (Bybit).',
  level: 'urgent',
  channel: 'Desk',
  state: 'sent',
  attempts: 1,
  sent_at: '2026-01-01T00:01:01.000Z',
  answer: 'HTTP 200',
}
