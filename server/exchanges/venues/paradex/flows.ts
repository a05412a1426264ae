import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { absolute, amount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, kindOf, spanMs, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { signedIn } from './session'

/** https://docs.paradex.trade/api/prod/transfers/get and .../account/get-funding (2026-11); pages by the answer's own `next`. */

const KINDS: Readonly<Record<string, FlowKind>> = {
  DEPOSIT: 'deposit',
  WITHDRAWAL: 'withdrawal',
  AUTO_WITHDRAWAL: 'withdrawal',
  UNWINDING: 'transfer',
  VAULT_DEPOSIT: 'transfer',
  VAULT_WITHDRAWAL: 'transfer',
  AIRDROP: 'reward',
}
/** A withdrawal that is available on the other chain has left the account. */
const STATES: Readonly<Record<string, FlowState>> = { COMPLETED: 'done', AVAILABLE: 'done', PENDING: 'pending', FAILED: 'failed' }

const paged = <T extends z.ZodType>(row: T) => z.object({ next: maybeText, results: z.array(row) })
const ROWS = 100

function asked(query: LedgerQuery) {
  const { start, end } = spanMs(query)
  return { start_at: start, end_at: end, page_size: ROWS, cursor: query.cursor ?? undefined }
}

const Transfers = paged(
  z.object({
    id: text,
    created_at: atMs,
    token: text,
    amount,
    kind: text,
    direction: maybeText,
    status: maybeText,
    external_account: maybeText,
    external_chain: maybeText,
    external_txn_hash: maybeText,
    txn_hash: maybeText,
  }),
)

/** Amounts have no sign: `direction` tells it, of deposits and withdrawals the kind where it is left out. */
async function transfers(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  await signedIn(api)
  const { next, results } = await api.call('privateGetTransfers', asked(query), Transfers)
  const entries = results.flatMap((row) => {
    const out = row.direction
      ? /^out$/i.test(row.direction)
      : /WITHDRAWAL|VAULT_DEPOSIT/.test(row.kind.replace('VAULT_WITHDRAWAL', ''))
    return flow({
      id: row.id,
      at: row.created_at,
      coin: api.code(row.token),
      amount: out ? negated(absolute(row.amount)) : absolute(row.amount),
      kind: kindOf(KINDS, row.kind),
      word: row.kind,
      state: stateOf(STATES, row.status),
      wallet: 'unified',
      counterpart: {
        wallet: /^(VAULT_|UNWINDING)/.test(row.kind) ? 'vaults' : null,
        address: row.external_account,
        chain: row.external_chain,
        txHash: row.external_txn_hash || row.txn_hash,
      },
    })
  })
  return { entries, next: next || null }
}

const Payments = paged(z.object({ id: text, created_at: atMs, market: maybeText, payment: amount }))

async function funding(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  await signedIn(api)
  const { next, results } = await api.call('privateGetFundingPayments', asked(query), Payments)
  const entries = await Promise.all(
    results.map(async (row) =>
      flow({
        id: row.id,
        at: row.created_at,
        coin: 'USDC',
        amount: row.payment,
        kind: 'funding',
        word: 'funding',
        wallet: 'unified',
        pair: await contractPair(api, row.market),
      }),
    ),
  )
  return { entries: entries.flat(), next: next || null }
}

export const paradexFlows: Flows = {
  ledgers: [
    {
      id: 'transfers',
      name: 'Deposits, withdrawals and transfers',
      windowMs: null,
      reachMs: null,
      settlesMs: 7 * DAY_MS,
      weight: 1,
      page: transfers,
    },
    {
      id: 'funding',
      name: 'Funding',
      windowMs: null,
      reachMs: null,
      settlesMs: HOUR_MS,
      weight: 1,
      external: false,
      page: funding,
    },
  ],
  untold: [{ words: 'Trades, fees and profit', external: false }],
}
