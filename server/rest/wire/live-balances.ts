import type { LiveBalance } from '@/server/domain/views'
import type { RestAnswer } from '../errors'
import { wireAsset, wireNotIncluded } from './balances'

/** Live balances keyed by account name; 502 where no account at all could be read. */
export function wireLiveBalances(balances: readonly LiveBalance[]): RestAnswer {
  const body = Object.fromEntries(
    balances.map((balance) => [
      balance.accountName,
      balance.ok
        ? {
            exchange: balance.exchangeName,
            assets: balance.assets.map(wireAsset),
            ...(balance.notIncluded.length > 0 && { not_included: balance.notIncluded.map(wireNotIncluded) }),
            ...(balance.bound !== 'exact' && { equity_bound: balance.bound }),
          }
        : {
            exchange: balance.exchangeName,
            assets: [],
            error: balance.message,
            code: balance.code,
            ...(balance.exchangeError !== null && { exchange_error: balance.exchangeError }),
          },
    ]),
  )
  const allFailed = balances.length > 0 && balances.every((balance) => !balance.ok)
  return { status: allFailed ? 502 : 200, body }
}
