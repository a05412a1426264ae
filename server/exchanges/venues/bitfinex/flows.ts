import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { amount, maybeAmount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, DAY_MS, flow, nextMoment, spanMs } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { codeOf, walletOf } from './wallets'

/** Id, currency, its name, –, –, begun, changed, –, –, state, –, –, amount, fees, –, –, address, –, –, –, hash. */
const Moved = z
  .array(z.unknown())
  .min(21)
  .transform((row, context) => {
    const read = z
      .object({
        id: text,
        currency: z.string(),
        chain: maybeText,
        at: atMs,
        state: text,
        amount,
        fee: maybeAmount,
        address: maybeText,
        hash: maybeText,
      })
      .safeParse({
        id: row[0],
        currency: row[1],
        chain: row[2],
        at: row[5],
        state: row[9],
        amount: row[12],
        fee: row[13],
        address: row[16],
        hash: row[20],
      })
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? 'is no movement' })
    return z.NEVER
  })
const MovedRows = z.array(Moved)

/** Id, currency, –, moment, –, amount, balance behind it, –, words. */
const Logged = z
  .array(z.unknown())
  .min(9)
  .transform((row, context) => {
    const read = z
      .object({ id: text, currency: z.string(), at: atMs, amount, words: z.string() })
      .safeParse({ id: row[0], currency: row[1], at: row[3], amount: row[5], words: row[8] })
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? 'is no entry' })
    return z.NEVER
  })
const LoggedRows = z.array(Logged)

const MOVED_ROWS = 1000
const LOGGED_ROWS = 2500

/** Of the stretch, newest first; what a full page leaves out is asked for by time. */
function stretch({ cursor, ...query }: LedgerQuery, limit: number) {
  const { start, end: last } = spanMs({ cursor, ...query })
  const end = cursor === null ? last : Number(cursor)
  return { end, params: { start, end, limit } }
}
const nextOf = (rows: readonly { at: Date }[], size: number, end: number) =>
  nextMoment(
    rows.map(({ at }) => at.getTime()),
    size,
    end,
    'newest first',
  )

function stateOf(word: string): FlowState {
  if (word === 'COMPLETED') return 'done'
  return /CANCEL|FAIL|REJECT/i.test(word) ? 'failed' : 'pending'
}

/** Signed; what a withdrawal cost stands in the log. https://docs.bitfinex.com/reference/rest-auth-movements */
async function moved(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { end, params } = stretch(query, MOVED_ROWS)
  const rows = await api.call('privatePostAuthRMovementsHist', params, MovedRows)
  const entries = rows.flatMap((row) => {
    const out = row.amount.startsWith('-')
    return flow({
      id: row.id,
      at: row.at,
      coin: codeOf(row.currency, api),
      amount: row.amount,
      kind: out ? 'withdrawal' : 'deposit',
      word: row.state,
      state: stateOf(row.state),
      wallet: 'spot',
      counterpart: { chain: row.chain, txHash: row.hash, ...(out && { address: row.address }) },
    })
  })
  return { entries, next: nextOf(rows, MOVED_ROWS, end) }
}

/** https://docs.bitfinex.com/reference/rest-auth-ledgers: rows say what they are in words alone; the first that fits counts. */
const KINDS: readonly (readonly [RegExp, FlowKind])[] = [
  [/fees?\b/i, 'fee'],
  [/rebate/i, 'rebate'],
  [/^transfer of/i, 'transfer'],
  [/funding (payment|cost)|interest|funding charge/i, 'interest'],
  [/funding event/i, 'funding'],
  [/liquidat/i, 'liquidation'],
  [/^exchange|^trade|^otc|^conversion/i, 'trade'],
  [/^settlement|^position|^claiming/i, 'realized'],
  [/staking|reward|airdrop|bonus/i, 'reward'],
]
/** What the words call the wallets. */
const WALLETS: Readonly<Record<string, string>> = {
  exchange: 'exchange',
  margin: 'margin',
  trading: 'margin',
  funding: 'funding',
  deposit: 'funding',
}
/** Deposits and withdrawals themselves are in the list of movements, with their hashes; what they cost is here alone. */
const LISTED = /^(crypto )?(deposit|withdrawal)\b(?!.*\bfees?\b)/i

async function log(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { end, params } = stretch(query, LOGGED_ROWS)
  const rows = await api.call('privatePostAuthRLedgersHist', params, LoggedRows)
  const entries = rows.flatMap(({ id, at, currency, amount: change, words }) => {
    if (LISTED.test(words)) return []
    const named = (word: string | undefined) => {
      const type = WALLETS[word?.toLowerCase() ?? '']
      return type === undefined ? null : walletOf(type, currency)
    }
    const wallet = named(/on wallet (\w+)/i.exec(words)?.[1])
    const [, from, to] = /from wallet (\w+) to (\w+)/i.exec(words) ?? []
    // To and from sub-accounts the words name accounts: `SA(main->sub)`.
    const other = /\bSA\(/.test(words) ? null : [from, to].map(named).find((end) => end !== null && end !== wallet)
    return flow({
      id,
      at,
      coin: codeOf(currency, api),
      amount: change,
      kind: KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? 'other',
      word: words.split(' @ ')[0]?.replace(/ on wallet.*$/i, '') ?? words,
      wallet,
      counterpart: other ? { wallet: other } : null,
    })
  })
  return { entries, next: nextOf(rows, LOGGED_ROWS, end) }
}

const kept = { windowMs: null, reachMs: null, weight: 1 }

export const bitfinexFlows: Flows = {
  ledgers: [
    { ...kept, id: 'moved', name: 'Deposits and withdrawals', settlesMs: 3 * DAY_MS, page: moved },
    { ...kept, id: 'log', name: 'Log of the account', settlesMs: DAY_MS, page: log },
  ],
}
