import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import type { FlowEntry, FlowState } from '../../../domain/flows/types'
import { inside, maybeAmount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

const Row = z
  .object({
    id: text,
    currency: z.string(),
    status: text,
    amountEv: maybeAmount,
    amountRv: maybeAmount,
    feeEv: maybeAmount,
    feeRv: maybeAmount,
    address: maybeText,
    txHash: maybeText,
    chainName: maybeText,
    createdAt: maybeText,
    submittedAt: maybeText,
    submitedAt: maybeText,
  })
  .transform(({ createdAt, submittedAt, submitedAt, ...row }, context) => {
    const at = atMs.safeParse(createdAt ?? submittedAt ?? submitedAt)
    const amount = plain(row.amountRv, row.amountEv)
    if (at.success && amount !== null) return { ...row, at: at.data, amount, fee: plain(row.feeRv, row.feeEv) }
    context.addIssue({ code: 'custom', message: at.success ? 'tells no amount' : 'is without its moment' })
    return z.NEVER
  })
const Rows = inside('data', z.array(Row))

/** https://phemex-docs.github.io/#query-withdraw-history: `…Rv` is the figure, `…Ev` the same times 10⁸, whatever the coin. */
function plain(real: DecimalString | null, scaled: DecimalString | null): DecimalString | null {
  return real ?? (scaled === null ? null : new Decimal(scaled).times('0.00000001').toFixed())
}

function stateOf(status: string): FlowState {
  if (/^succe/i.test(status)) return 'done'
  return /reject|fail|expire|cancel|address risk/i.test(status) ? 'failed' : 'pending'
}

const ROWS = 200
const METHODS = { deposit: 'privateGetExchangeWalletsDepositList', withdrawal: 'privateGetExchangeWalletsWithdrawList' } as const

/** All of them, newest first, whatever the stretch: pages are asked for until one begins before it. A withdrawal's fee was paid besides. */
const moved =
  (kind: 'deposit' | 'withdrawal') =>
  async (api: AccountApi, { from, cursor }: LedgerQuery): Promise<LedgerPage> => {
    const offset = Number(cursor ?? 0)
    const rows = await api.call(METHODS[kind], { offset, limit: ROWS }, Rows)
    const out = kind === 'withdrawal'
    const entries = rows.flatMap((row): FlowEntry[] => {
      const coin = api.code(row.currency)
      return flow({
        id: row.id,
        at: row.at,
        coin,
        amount: out ? negated(row.amount) : row.amount,
        kind,
        word: row.status,
        state: stateOf(row.status),
        wallet: 'spot',
        fee: out ? { coin, cost: row.fee } : null,
        counterpart: { chain: row.chainName, txHash: row.txHash, ...(out && { address: row.address }) },
      })
    })
    const past = rows.length < ROWS || rows.some(({ at }) => at < from)
    return { entries, next: past ? null : String(offset + ROWS) }
  }

const list = { windowMs: null, reachMs: null, settlesMs: 3 * DAY_MS, weight: 1 }

export const phemexFlows: Flows = {
  ledgers: [
    { ...list, id: 'deposits', name: 'Deposits', page: moved('deposit') },
    { ...list, id: 'withdrawals', name: 'Withdrawals', page: moved('withdrawal') },
  ],
  untold: [
    { words: 'Trades and their fees', external: false },
    { words: 'Trades, fees, funding and profit of futures', external: false },
    {
      words: 'Funding, which the exchange tells for one pair at a time: those that were closed cannot be known',
      external: false,
    },
    { words: 'Transfers with sub-accounts', external: true },
  ],
}
