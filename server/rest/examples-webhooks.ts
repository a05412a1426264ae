/** A webhook of the token that asks. */
export const EXAMPLE_WEBHOOK = {
  id: '7d1a7f3e-6a54-4c09-9d5e-2f4c3c9b1a20',
  host: 'hooks.example.com',
  events: ['snapshot', 'account_failed', 'alert'],
  enabled: true,
  failing_since: null,
  failure: null,
  next_try_at: null,
  created_at: '2026-01-01T12:00:00.000Z',
}

export const EXAMPLE_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

export const EXAMPLE_WEBHOOK_MESSAGE = {
  id: '311',
  message_id: '0b8f0a52-1f0c-4f0c-8a55-5a3d9a6f9f10',
  at: '2026-01-01T12:00:01.000Z',
  events: 3,
  attempts: 1,
  state: 'sent',
  last_try_at: '2026-01-01T12:00:01.000Z',
  duration_ms: 84,
  answer: 'HTTP 204',
}
