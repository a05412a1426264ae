import { EXAMPLE_ACCOUNT } from './examples'

/** The `data:` of one event. */
export const EXAMPLE_STREAM = {
  id: '48213',
  type: 'snapshot',
  at: '2026-01-01T12:00:01.250Z',
  account: { id: EXAMPLE_ACCOUNT.id, name: EXAMPLE_ACCOUNT.name, exchange: 'bybit' },
  snapshot_id: '90112',
  as_of: '2026-01-01T12:00:00.900Z',
}
