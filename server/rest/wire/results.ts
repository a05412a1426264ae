import type { RefreshResult } from '@/server/domain/views'
import type { RestAnswer } from '../errors'

/** Per-account results of a refresh; 502 where not one succeeded. */
export function wireRefresh(results: readonly RefreshResult[]): RestAnswer {
  const body = {
    results: results.flatMap((result) =>
      result.ok
        ? [
            {
              account_id: result.accountId,
              account_name: result.accountName,
              as_of: result.asOf.toISOString(),
              duration_ms: result.durationMs,
            },
          ]
        : [],
    ),
    errors: results.flatMap((result) =>
      result.ok
        ? []
        : [
            {
              account_id: result.accountId,
              account_name: result.accountName,
              error: result.message,
              code: result.code,
              ...(result.exchangeError !== null && { exchange_error: result.exchangeError }),
            },
          ],
    ),
  }
  return { status: results.length > 0 && body.results.length === 0 ? 502 : 200, body }
}
