import { Decimal } from '../decimal'
import type { FlowView } from '../views'
import type { FlowKind } from './types'

/** The list of entries as files: our own columns, and those of two tools' generic imports. Facts only. */

export type FlowLine = Readonly<Record<string, string>>

/** Columns of all shapes that hold numbers. */
export const FLOW_NUMBERS: ReadonlySet<string> = new Set([
  ...['amount', 'value_usd', 'price_usd', 'fee'],
  ...['Sent Amount', 'Received Amount', 'Fee Amount', 'Net Worth Amount', 'Buy Amount', 'Sell Amount', 'Fee'],
])

export interface FlowShape {
  columns: readonly string[]
  /** None: the tool has no line for it. */
  lines(flow: FlowView): FlowLine[]
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

/**
 * https://support.koinly.io/en/articles/9489976: the universal template, whose fees come besides what was sent or received
 * (the simple one has no place for them); times are UTC.
 */
const KOINLY = [
  ...['Date', 'Sent Amount', 'Sent Currency', 'Received Amount', 'Received Currency', 'Fee Amount', 'Fee Currency'],
  ...['Net Worth Amount', 'Net Worth Currency', 'Label', 'Description', 'TxHash'],
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

/** What came in and what left, each without its sign; the other is empty. */
function sides(amount: Decimal, coin: string) {
  const size = amount.abs().toFixed()
  return amount.isNegative()
    ? { side: 'out' as const, sent: size, sentCoin: coin, received: '', receivedCoin: '' }
    : { side: 'in' as const, sent: '', sentCoin: '', received: size, receivedCoin: coin }
}

function koinlyLines(flow: FlowView): FlowLine[] {
  if (!counts(flow)) return []
  const { side, sent, sentCoin, received, receivedCoin } = sides(new Decimal(flow.amount), flow.coin)
  return [
    {
      Date: `${plainTime(flow.at)} UTC`,
      'Sent Amount': sent,
      'Sent Currency': sentCoin,
      'Received Amount': received,
      'Received Currency': receivedCoin,
      'Fee Amount': flow.fee?.amount ?? '',
      'Fee Currency': flow.fee?.coin ?? '',
      'Net Worth Amount': flow.value === null ? '' : new Decimal(flow.value).abs().toFixed(),
      'Net Worth Currency': flow.value === null ? '' : 'USD',
      Label: KOINLY_LABELS[flow.kind]?.[side] ?? '',
      Description: [flow.exchangeName, flow.word, flow.pair].filter(Boolean).join(' '),
      TxHash: flow.txHash ?? '',
    },
  ]
}

/** https://cointracking.info/import/import_csv/: what came in stands under Buy, what left under Sell. */
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

/**
 * CoinTracking's own field of fees is for information: amounts hold those of their own coin, and one in another coin is an
 * entry by itself. https://cointracking.freshdesk.com/en/support/solutions/articles/29000007202-entering-fees
 */
function coinTrackingLines(flow: FlowView): FlowLine[] {
  if (!counts(flow)) return []
  const { fee } = flow
  const line = (type: { in: string; out: string }, change: Decimal, coin: string, within: string): FlowLine => {
    const { side, sent, sentCoin, received, receivedCoin } = sides(change, coin)
    return {
      Type: type[side],
      'Buy Amount': received,
      'Buy Currency': receivedCoin,
      'Sell Amount': sent,
      'Sell Currency': sentCoin,
      Fee: within,
      'Fee Currency': within === '' ? '' : coin,
      Exchange: flow.accountName,
      'Trade-Group': flow.exchangeName,
      Comment: [flow.word, flow.pair].filter(Boolean).join(' '),
      Date: plainTime(flow.at),
      'Tx-ID': flow.txHash ?? '',
    }
  }
  const amount = new Decimal(flow.amount)
  const kind = COINTRACKING_TYPES[flow.kind]
  if (!fee) return [line(kind, amount, flow.coin, '')]
  const own = new Decimal(fee.amount)
  if (fee.coin === flow.coin) return [line(kind, amount.minus(own), flow.coin, fee.amount)]
  return [line(kind, amount, flow.coin, ''), line(COINTRACKING_TYPES.fee, own.negated(), fee.coin, '')]
}

export const FLOW_SHAPES: Record<'ballast' | 'koinly' | 'cointracking', FlowShape> = {
  ballast: { columns: OWN, lines: (flow) => [ownLine(flow)] },
  koinly: { columns: KOINLY, lines: koinlyLines },
  cointracking: { columns: COINTRACKING, lines: coinTrackingLines },
}
