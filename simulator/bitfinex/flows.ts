import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { type Movement, within } from '../movement'

/** Answers to `auth/r/movements/hist` and `auth/r/ledgers/hist`: newest first, of a stretch in milliseconds, both ends of it inclusive. */
interface Asked {
  start?: number
  end?: number
  limit?: number
}

function asked(body: string): Asked {
  const read: unknown = body === '' ? {} : JSON.parse(body)
  const number = (name: string) => {
    const value: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, name) : undefined
    return value === undefined ? undefined : Number(value)
  }
  return { start: number('start'), end: number('end'), limit: number('limit') }
}

function rows(ledger: Ledger, exchange: Exchange, { start = 0, end = exchange.now() }: Asked): Movement[] {
  return within(exchange.movements(ledger), start, end).toReversed()
}

const isListed = ({ kind }: Movement) => kind === 'deposit' || kind === 'withdrawal'
const idOf = (ledger: Ledger, { id }: Movement) => Number(`${ledger.uid}${String(id).padStart(6, '0')}`)

export function movements(ledger: Ledger, body: string, exchange: Exchange) {
  const question = asked(body)
  return rows(ledger, exchange, question)
    .filter(isListed)
    .slice(0, Math.min(1_000, question.limit ?? 25))
    .map((row) => [
      ...[idOf(ledger, row), row.coin.replace(/F0$/, ''), row.chain ?? 'ETHEREUM', null, null, row.at, row.at, null, null],
      ...['COMPLETED', null, null, Number(row.amount), -Number(row.fee ?? 0), null, null, row.address ?? null, null, null, null],
      ...[row.txHash ?? null, null],
    ])
}

const NAMES: Readonly<Record<string, string>> = { spot: 'Exchange', margin: 'Trading', perp: 'Trading', funding: 'Deposit' }
const WALLETS: Readonly<Record<string, string>> = { spot: 'exchange', margin: 'margin', perp: 'margin', funding: 'funding' }

function wordsOf({ kind, coin, amount, wallet, transfer, market }: Movement): string {
  const size = new Decimal(amount).abs().toFixed()
  const on = ` on wallet ${WALLETS[wallet] ?? wallet}`
  switch (kind) {
    case 'transfer':
      return `Transfer of ${size} ${coin} from wallet ${NAMES[transfer?.from ?? ''] ?? ''} to ${NAMES[transfer?.to ?? ''] ?? ''}${on}`
    case 'funding':
      return `Derivatives funding event${on}`
    case 'fee':
      return `Trading fees for ${market ?? coin}${on}`
    case 'realized':
      return `Position closed @ 1 (TRADE)${on}`
    case 'interest':
      return `Position funding cost${on}`
    case 'reward':
      return `Staking rewards${on}`
    default:
      return `Exchange ${size} ${coin} @ 1${on}`
  }
}

/** The fee of a withdrawal is an entry here and in no amount of the other list. */
export function log(ledger: Ledger, body: string, exchange: Exchange) {
  const question = asked(body)
  const entry = (row: Movement, id: number, amount: number, words: string) => [
    id,
    row.coin,
    null,
    row.at,
    null,
    amount,
    0,
    null,
    words,
  ]
  return rows(ledger, exchange, question)
    .flatMap((row) => {
      const id = idOf(ledger, row)
      if (!isListed(row)) return [entry(row, id, Number(row.amount), wordsOf(row))]
      const words =
        row.kind === 'deposit'
          ? `Deposit (${row.coin}) #${id} on wallet exchange`
          : `${row.coin} Withdrawal #${id} on wallet exchange`
      const cost =
        row.fee && row.fee !== '0'
          ? [entry(row, id * 10 + 1, -Number(row.fee), `${row.coin} Withdrawal fee on wallet exchange`)]
          : []
      return [entry(row, id, Number(row.amount), words), ...cost]
    })
    .slice(0, Math.min(2_500, question.limit ?? 25))
}
