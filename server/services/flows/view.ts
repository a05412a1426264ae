import type { FlowRow } from '@/db/queries/flows'
import { HAND_LEDGER } from '@/db/queries/flows'
import { usd } from '@/server/domain/amounts'
import { isExternal, kindOf, usdOf } from '@/server/domain/performance/flows'
import type { AccountView, FlowView } from '@/server/domain/views'

/** An entry with what pages say of its account. */
export function flowView(row: FlowRow, account: Pick<AccountView, 'name' | 'exchange' | 'exchangeName'>): FlowView {
  const { counterpart } = row
  const kind = kindOf(row)
  return {
    id: row.rowId,
    accountId: row.accountId,
    accountName: account.name,
    exchange: account.exchange,
    exchangeName: account.exchangeName,
    at: row.at,
    coin: row.coin,
    amount: row.amount,
    kind,
    exchangeKind: kind === row.kind ? null : row.kind,
    word: row.word,
    state: row.state,
    wallet: row.wallet,
    pair: row.pair,
    fee: row.fee,
    otherWallet: counterpart?.wallet ?? null,
    otherAccount: counterpart?.account ?? null,
    chain: counterpart?.chain ?? null,
    address: counterpart?.address ?? null,
    txHash: counterpart?.txHash ?? null,
    value: usd(usdOf(row)),
    price: row.price,
    priceSource: row.price === null ? null : row.priceSource,
    priceRoute: row.priceRoute,
    priceAgeSeconds: row.priceAt && Math.round(Math.abs(row.at.getTime() - row.priceAt.getTime()) / 1000),
    byHand: row.ledger === HAND_LEDGER,
    note: row.note,
    pairedWith: row.pairedWith,
    pairedBy: row.pairedBy,
    external: row.state === 'done' && isExternal(row) && row.pairedWith === null && !counterpart?.wallet,
  }
}
