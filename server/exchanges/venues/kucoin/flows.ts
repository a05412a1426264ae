import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { absolute, amount, inside, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, numbered, pageNumber, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/**
 * KuCoin's ledgers. Amounts hold their fees and have no sign: `direction` says it. Words come as sentences in one list and in
 * capitals in another. https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-account-ledgers-spot-margin
 */
const KINDS: readonly (readonly [RegExp, FlowKind])[] = [
  [/^deposit$/, 'deposit'],
  [/^withdraw(al)?$/, 'withdrawal'],
  [/rebate|refunded fees|returned_fees/, 'rebate'],
  [/fee/, 'fee'],
  [/transfer/, 'transfer'],
  [/liquidation/, 'liquidation'],
  [/interest/, 'interest'],
  [/bonus|reward|distribution|airdrop|profits|earnings|staking_profits/, 'reward'],
  [/exchange|trade|buy crypto|sell crypto|convert/, 'trade'],
]
function kindOfWord(word: string): FlowKind {
  const plain = word.toLowerCase()
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other'
}
const LOAN = /^(borrowings|debt repayment|loans?|cross_?margin_(borrow|repay)|margin_borrow|margin_repay)/i
const EARN = /^(staking|redemption|pool transactions|kucoin earn|earn_)/i

const WALLETS: Readonly<Record<string, string>> = {
  MAIN: 'funding',
  TRADE: 'spot',
  TRADE_HF: 'spot',
  MARGIN: 'margin',
  ISOLATED: 'isolated_margin',
}
const Row = z.object({
  id: text,
  currency: z.string(),
  amount,
  accountType: maybeText,
  bizType: z.string(),
  direction: z.string(),
  createdAt: atMs,
})
type Row = z.output<typeof Row>
const Paged = inside('data', z.object({ items: z.array(Row).nullable() }))
const Listed = inside('data', z.array(Row).nullable())

const entriesOf = (rows: readonly Row[], api: AccountApi) =>
  rows.flatMap((row) =>
    flow({
      id: row.id,
      at: row.createdAt,
      coin: api.code(row.currency),
      amount: row.direction === 'out' ? negated(absolute(row.amount)) : absolute(row.amount),
      kind: LOAN.test(row.bizType) || EARN.test(row.bizType) ? 'transfer' : kindOfWord(row.bizType),
      word: row.bizType,
      wallet: WALLETS[row.accountType ?? ''] ?? null,
      counterpart: LOAN.test(row.bizType) ? { wallet: 'loan' } : EARN.test(row.bizType) ? { wallet: 'earn' } : null,
    }),
  )
const ROWS = 500
const FAST_ROWS = 200

async function ledger(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const { page, next } = pageNumber(query.cursor)
  const asked = { startAt: start, endAt: end, currentPage: page, pageSize: ROWS }
  const rows = (await api.call('privateGetAccountsLedgers', asked, Paged)).items ?? []
  return { entries: entriesOf(rows, api), next: next(rows.length, ROWS) }
}

const fast = (method: string) => async (api: AccountApi, query: LedgerQuery) => {
  const { start, end } = spanMs(query)
  const asked = { startAt: start, endAt: end, limit: FAST_ROWS, lastId: query.cursor ?? undefined }
  const rows = (await api.call(method, asked, Listed)) ?? []
  return { entries: entriesOf(rows, api), next: rows.length < FAST_ROWS ? null : (rows.at(-1)?.id ?? null) }
}

const Futures = inside(
  'data',
  z.object({
    hasMore: z.unknown().optional(),
    dataList: z.array(
      z.object({
        time: atMs,
        type: z.string(),
        amount,
        status: maybeText,
        remark: maybeText,
        offset: text,
        currency: z.string(),
      }),
    ),
  }),
)
const FUTURES: Readonly<Record<string, FlowKind>> = {
  realisedpnl: 'realized',
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transferin: 'transfer',
  transferout: 'transfer',
}
const STATES: Readonly<Record<string, FlowState>> = { Completed: 'done', Failed: 'failed' }
const FUTURES_ROWS = 50

/** `RealisedPNL` holds fees and funding, which are therefore asked for nowhere else; its `remark` is the contract. */
async function futures(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const asked = { startAt: start, endAt: end, maxCount: FUTURES_ROWS, offset: query.cursor ?? undefined }
  const { dataList, hasMore } = await api.call('futuresPrivateGetTransactionHistory', asked, Futures)
  const made = dataList.map(async (row) => {
    const word = row.type.toLowerCase()
    const out = word === 'transferout' || word === 'withdrawal'
    return flow({
      id: `${row.offset}:${row.type}:${row.currency}:${row.time.getTime()}`,
      at: row.time,
      coin: api.code(row.currency),
      amount: out ? negated(absolute(row.amount)) : row.amount,
      kind: FUTURES[word] ?? 'other',
      word: row.type,
      state: row.status === null ? 'done' : stateOf(STATES, row.status),
      wallet: 'perp',
      pair: word === 'realisedpnl' ? await contractPair(api, row.remark) : null,
    })
  })
  const entries = (await Promise.all(made)).flat()
  const more = String(hasMore) === 'true' && dataList.length > 0
  return { entries: numbered(entries), next: more ? (dataList.at(-1)?.offset ?? null) : null }
}

const kept = { windowMs: DAY_MS, reachMs: 365 * DAY_MS, settlesMs: HOUR_MS, weight: 2 }

export const kucoinFlows: Flows = {
  ledgers: [
    { ...kept, id: 'ledger', name: 'Ledger of main, spot and margin accounts', page: ledger },
    {
      ...kept,
      id: 'hf',
      name: 'Ledger of the high-frequency spot account',
      windowMs: 7 * DAY_MS,
      page: fast('privateGetHfAccountsLedgers'),
    },
    {
      ...kept,
      id: 'hf-margin',
      name: 'Ledger of high-frequency margin accounts',
      windowMs: 7 * DAY_MS,
      page: fast('privateGetHfMarginAccountLedgers'),
    },
    { ...kept, id: 'futures', name: 'Transactions of futures', page: futures },
  ],
  untold: [
    { words: 'Hash and network of deposits and withdrawals: ledgers hold the amounts alone', external: false },
    { words: 'Funding and fees of futures by themselves: they stand within realised profit', external: false },
  ],
}
