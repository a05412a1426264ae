import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'

const ep = (value: string) => new Decimal(value).abs().times(100_000_000).toDecimalPlaces(0).toFixed()
const MOST = 200

/** GET /exchange/wallets/depositList and withdrawList: newest first, whatever the time; a withdrawal's fee is not in its amount. */
export function moved(ledger: Ledger, kind: 'deposit' | 'withdrawal', query: URLSearchParams, exchange: Exchange) {
  const offset = Number(query.get('offset') ?? 0)
  const limit = Math.min(MOST, Number(query.get('limit') ?? 20) || 20)
  return exchange
    .movements(ledger)
    .filter((row) => row.kind === kind)
    .toReversed()
    .slice(offset, offset + limit)
    .map((row) => ({
      id: `${ledger.uid}${String(row.id).padStart(6, '0')}`,
      currency: row.coin,
      currencyCode: 1,
      status: kind === 'deposit' ? 'Success' : 'Succeed',
      amountEv: ep(row.amount),
      ...(kind === 'withdrawal' && { feeEv: ep(row.fee ?? '0') }),
      address: row.address ?? '',
      txHash: row.txHash ?? null,
      ...(kind === 'deposit' ? { createdAt: row.at } : { submittedAt: String(row.at) }),
      chainName: row.chain ?? 'ETH',
    }))
}
