import type * as z from 'zod'
import type { LiveBalance } from '@/server/domain/views'
import type { RestAnswer } from '../errors'
import type { liveBalance } from '../schemas/balances'
import { wireAge, wireAsset, wireNotIncluded, wireSetAside, wireWallet } from './balances'
import type { Amounts } from './numbers'

/** Live balances keyed by account name; 502 where no account at all could be read. */
export function wireLiveBalances(balances: readonly LiveBalance[], now: Date, amounts: Amounts): RestAnswer {
  const body = Object.fromEntries(balances.map((balance) => [balance.accountName, wireLive(balance, now, amounts)]))
  const allFailed = balances.length > 0 && balances.every((balance) => !balance.ok)
  return { status: allFailed ? 502 : 200, body }
}

function wireLive(balance: LiveBalance, now: Date, amounts: Amounts): z.input<typeof liveBalance> {
  const { accountId, exchangeName } = balance
  if (!balance.ok) {
    const { message, code, exchangeError } = balance
    return {
      ...{ account_id: accountId, exchange: exchangeName, assets: [], error: message, code },
      ...(exchangeError !== null && { exchange_error: exchangeError }),
    }
  }
  return {
    account_id: accountId,
    exchange: exchangeName,
    as_of: balance.asOf.toISOString(),
    age_seconds: wireAge(balance.asOf, now),
    stale: balance.stale,
    equity: amounts.numOrNull(balance.equity),
    equity_bound: balance.bound,
    set_aside: wireSetAside(balance.aside, amounts),
    assets: balance.assets.map((row) => wireAsset(row, amounts)),
    equities: balance.equities.map((wallet) => wireWallet(wallet, amounts)),
    unpriced: balance.unpriced,
    not_included: balance.notIncluded.map(wireNotIncluded),
  }
}
