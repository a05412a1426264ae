import { z } from 'zod'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { absolute, amount, maybeText, negated, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atUtc, DAY_MS, flow, pageNumber } from '../../reading/flow-rows'
import type { Flows, Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { unlessNone } from '../../reading/refusals'
import { accountsOf, walletOf } from './accounts'
import { addressOf } from './address'

/**
 * What came to the sub-accounts of an address and left them: a list each, newest first, by number of the page. Not the lists by
 * parents: those leave out, of full pages too, whatever goes between two parents of one number, also where the other address is
 * somebody else's. https://docs.dydx.xyz/indexer-client/http#get-transfers and
 * https://github.com/dydxprotocol/v4-chain/blob/main/indexer/services/comlink/src/controllers/api/v4/transfers-controller.ts (2026-11)
 */

const ROWS = 100
/** Long before the chain began: a list that takes no stretch is asked for once. */
const WHOLE_DAYS = 3650
/** The vault is a sub-account as everybody's; what an address has of it is a wallet here. */
const VAULT = 'dydx18tkxrnrkqc2t0lr3zxr5g6a4hdvqksylxqje4r'

const WORDS: Readonly<Record<string, { kind: FlowKind; out: boolean }>> = {
  DEPOSIT: { kind: 'deposit', out: false },
  WITHDRAWAL: { kind: 'withdrawal', out: true },
  TRANSFER_IN: { kind: 'transfer', out: false },
  TRANSFER_OUT: { kind: 'transfer', out: true },
}
const End = z.object({ address: text, subaccountNumber: maybeText })
const Row = z.object({
  id: text,
  sender: End,
  recipient: End,
  size: amount,
  createdAt: atUtc,
  symbol: text,
  type: text,
  transactionHash: maybeText,
})
type Row = z.output<typeof Row>
const Transfers = z.object({ transfers: z.array(Row) })

/** The wallet that the other end is part of; null for anybody else's, and for the chain. */
function innerWallet({ sender, recipient }: Row, out: boolean): string | null {
  const [own, other] = out ? [sender, recipient] : [recipient, sender]
  if (other.address === VAULT) return 'vaults'
  if (other.subaccountNumber === null || own.address !== other.address) return null
  return walletOf({ subaccountNumber: other.subaccountNumber })
}

/**
 * An entry of a row as one sub-account sees it. What goes from one of them to another is a row of both, under one id; what an
 * isolated position is given stays within the account, and its wallet.
 */
function entryOf(row: Row, subaccountNumber: string, api: AccountApi): FlowEntry[] {
  const isSender = row.sender.subaccountNumber === subaccountNumber && row.recipient.subaccountNumber !== subaccountNumber
  const { kind, out } = WORDS[row.type] ?? { kind: 'other' as const, out: isSender }
  return flow({
    // As they are kept from when the first was the only one that was asked for.
    id: subaccountNumber === '0' ? row.id : `${subaccountNumber}:${row.id}`,
    at: row.createdAt,
    coin: api.code(row.symbol),
    amount: out ? negated(absolute(row.size)) : absolute(row.size),
    kind,
    word: row.type,
    wallet: walletOf({ subaccountNumber }),
    counterpart: {
      wallet: kind === 'transfer' ? innerWallet(row, out) : null,
      address: (out ? row.recipient : row.sender).address,
      txHash: row.transactionHash,
    },
  })
}

async function transfersOf(api: AccountApi, subaccountNumber: string, query: LedgerQuery): Promise<LedgerPage> {
  const { page, next } = pageNumber(query.cursor)
  const asked = { address: addressOf(api), subaccountNumber, limit: ROWS, page }
  const answer = await unlessNone(() => api.call('indexerGetTransfers', asked, Transfers))
  if (answer === 'none') return { entries: [], next: null }
  const { transfers } = answer
  const isBefore = transfers.length > 0 && transfers.every(({ createdAt }) => createdAt < query.from)
  return {
    entries: transfers.flatMap((row) => entryOf(row, subaccountNumber, api)),
    next: isBefore ? null : next(transfers.length, ROWS),
  }
}

/**
 * Every sub-account but the first, in the order of their numbers: `129 2` is the second page of that one. One that was opened since
 * the page before has a number above, or is read the next time.
 */
async function others(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const numbers = (await accountsOf(api, addressOf(api)))
    .map(({ subaccountNumber }) => Number(subaccountNumber))
    .filter((number) => number > 0)
    .toSorted((a, b) => a - b)
  const [, asked, inner = ''] = /^(\d+) (\d*)$/.exec(query.cursor ?? '') ?? []
  const current = asked === undefined ? numbers[0] : Number(asked)
  if (current === undefined) return { entries: [], next: null }
  const { entries, next } = await transfersOf(api, String(current), { ...query, cursor: inner === '' ? null : inner })
  if (next !== null) return { entries, next: `${current} ${next}` }
  const following = numbers.find((number) => number > current)
  return { entries, next: following === undefined ? null : `${following} ` }
}

const ledger = (figures: Pick<Ledger, 'id' | 'name' | 'weight' | 'page'>): Ledger => ({
  ...figures,
  windowMs: WHOLE_DAYS * DAY_MS,
  reachMs: null,
  settlesMs: 3 * DAY_MS,
})

export const dydxFlows: Flows = {
  ledgers: [
    ledger({
      id: 'moved',
      name: 'Deposits and withdrawals',
      weight: 1,
      page: (api, query) => transfersOf(api, '0', query),
    }),
    // Apart, so that it is read from its beginning where the first sub-account's was read before.
    ledger({ id: 'others', name: 'Deposits and withdrawals of further sub-accounts', weight: 2, page: others }),
  ],
  untold: [
    { words: 'Trades, fees, funding and profit of futures', external: false },
    { words: 'What comes to the wallet on the chain: it counts when it goes on to a sub-account', external: false },
  ],
}
