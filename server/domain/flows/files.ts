import { Decimal } from '../decimal'
import type { FlowView } from '../views'
import type { FlowKind } from './types'

/** The list of entries as files: our own columns, and those of two tools' generic imports. Facts only. */

export type FlowLine = Readonly<Record<string, string>>

export interface FlowShape {
  columns: readonly string[]
  /** Null: the tool has no line for it. */
  line(flow: FlowView): FlowLine | null
}

const OWN = [
  ...[
    'time',
    'account',
    'exchange',
    'kind',
    'exchange_word',
    'state',
    'coin',
    'amount',
    'value_usd',
    'price_usd',
    'price_source',
  ],
  ...['fee', 'fee_coin', 'wallet', 'pair', 'chain', 'address', 'tx_hash', 'paired_with', 'by_hand', 'id', 'note'],
] as const

function ownLine(flow: FlowView): FlowLine {
  return {
    time: flow.at.toISOString(),
    account: flow.accountName,
    exchange: flow.exchangeName,
    kind: flow.kind,
    exchange_word: flow.word,
    state: flow.state,
    coin: flow.coin,
    amount: flow.amount,
    value_usd: flow.value ?? '',
    price_usd: flow.price ?? '',
    price_source: flow.priceSource ?? '',
    fee: flow.fee?.amount ?? '',
    fee_coin: flow.fee?.coin ?? '',
    wallet: flow.wallet ?? '',
    pair: flow.pair ?? '',
    chain: flow.chain ?? '',
    address: flow.address ?? '',
    tx_hash: flow.txHash ?? '',
    paired_with: flow.pairedWith ?? '',
    by_hand: flow.byHand ? 'yes' : '',
    id: flow.id,
    note: flow.note ?? '',
  }
}

/** `2026-03-01 12:00:00` in UTC. */
const plainTime = (at: Date) => at.toISOString().slice(0, 19).replace('T', ' ')
/** Moves of coins between wallets of one account are none for a tool that knows no wallets. */
const counts = (flow: FlowView) => flow.state === 'done' && flow.otherWallet === null

/** https://support.koinly.io/en/articles/9489976: simple template; an amount that was sent is negative, times are UTC. */
const KOINLY = [
  ...['Koinly Date', 'Amount', 'Currency', 'Net Worth Amount', 'Net Worth Currency', 'Label', 'Description', 'TxHash'],
] as const
const KOINLY_LABELS: Partial<Record<FlowKind, { in: string; out: string }>> = {
  funding: { in: 'realized gain', out: 'realized gain' },
  realized: { in: 'realized gain', out: 'realized gain' },
  liquidation: { in: 'realized gain', out: 'realized gain' },
  interest: { in: 'lending interest', out: 'cost' },
  fee: { in: '', out: 'cost' },
  rebate: { in: 'reward', out: 'cost' },
  reward: { in: 'reward', out: '' },
}

function koinlyLine(flow: FlowView): FlowLine | null {
  if (!counts(flow)) return null
  const gone = new Decimal(flow.amount).isNegative()
  return {
    'Koinly Date': `${plainTime(flow.at)} UTC`,
    Amount: flow.amount,
    Currency: flow.coin,
    'Net Worth Amount': flow.value === null ? '' : new Decimal(flow.value).abs().toFixed(),
    'Net Worth Currency': flow.value === null ? '' : 'USD',
    Label: KOINLY_LABELS[flow.kind]?.[gone ? 'out' : 'in'] ?? '',
    Description: [flow.exchangeName, flow.word, flow.pair].filter(Boolean).join(' '),
    TxHash: flow.txHash ?? '',
  }
}

/** CoinTracking's CSV import: what came in stands under Buy, what left under Sell. */
const COINTRACKING = [
  ...['Type', 'Buy Amount', 'Buy Currency', 'Sell Amount', 'Sell Currency', 'Fee', 'Fee Currency'],
  ...['Exchange', 'Trade-Group', 'Comment', 'Date', 'Tx-ID'],
] as const
const COINTRACKING_TYPES: Record<FlowKind, { in: string; out: string }> = {
  deposit: { in: 'Deposit', out: 'Withdrawal' },
  withdrawal: { in: 'Deposit', out: 'Withdrawal' },
  transfer: { in: 'Deposit', out: 'Withdrawal' },
  other: { in: 'Deposit', out: 'Withdrawal' },
  trade: { in: 'Deposit', out: 'Withdrawal' },
  funding: { in: 'Derivatives / Futures Profit', out: 'Derivatives / Futures Loss' },
  realized: { in: 'Derivatives / Futures Profit', out: 'Derivatives / Futures Loss' },
  liquidation: { in: 'Derivatives / Futures Profit', out: 'Derivatives / Futures Loss' },
  interest: { in: 'Interest Income', out: 'Borrowing Fee' },
  fee: { in: 'Income', out: 'Other Fee' },
  rebate: { in: 'Reward / Bonus', out: 'Other Fee' },
  reward: { in: 'Reward / Bonus', out: 'Other Fee' },
}

function coinTrackingLine(flow: FlowView): FlowLine | null {
  if (!counts(flow)) return null
  const amount = new Decimal(flow.amount)
  const side = amount.isNegative() ? 'out' : 'in'
  const [size, none] = [amount.abs().toFixed(), '']
  return {
    Type: COINTRACKING_TYPES[flow.kind][side],
    'Buy Amount': side === 'in' ? size : none,
    'Buy Currency': side === 'in' ? flow.coin : none,
    'Sell Amount': side === 'out' ? size : none,
    'Sell Currency': side === 'out' ? flow.coin : none,
    Fee: flow.fee?.amount ?? none,
    'Fee Currency': flow.fee?.coin ?? none,
    Exchange: flow.accountName,
    'Trade-Group': flow.exchangeName,
    Comment: [flow.word, flow.pair].filter(Boolean).join(' '),
    Date: plainTime(flow.at),
    'Tx-ID': flow.txHash ?? none,
  }
}

export const FLOW_SHAPES: Record<'ballast' | 'koinly' | 'cointracking', FlowShape> = {
  ballast: { columns: OWN, line: ownLine },
  koinly: { columns: KOINLY, line: koinlyLine },
  cointracking: { columns: COINTRACKING, line: coinTrackingLine },
}
