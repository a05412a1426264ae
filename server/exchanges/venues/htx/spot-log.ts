import { z } from 'zod'
import type { FlowKind } from '../../../domain/flows/types'
import type { WalletType } from '../../../domain/types'
import { amount, maybeText, text } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, flow, inParts, kindOf, numbered, spanMs } from '../../reading/flow-rows'
import type { LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { Accounts, ASK, loggedWallet } from './accounts'

/** What changes the accounts of coins (spot, margin, grids, lending): trades, fees and interest of each, and transfers between all of them. */

const KINDS: Readonly<Record<string, FlowKind>> = {
  trade: 'trade',
  etf: 'trade',
  exchange: 'trade',
  'transact-fee': 'fee',
  'fee-deduction': 'fee',
  credit: 'transfer',
  interest: 'interest',
  liquidation: 'liquidation',
  rebate: 'rebate',
}
/** Told by lists of their own, which know hashes and other ends. */
const ELSEWHERE: ReadonlySet<string> = new Set(['transfer', 'deposit', 'withdraw', 'withdraw-fee', 'fireblocks-dw'])

const Row = z.object({
  currency: z.string(),
  'record-id': text,
  'transact-amt': amount,
  'transact-type': z.string(),
  'transact-time': atMs,
})
const History = z.object({ data: z.array(Row), 'next-id': text.nullish() })
const ROWS = 500

/**
 * Account by account; signed as the account is. A page names the record that follows, where there is one.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec4b85b-7773-11ed-9966-0242ac110003 (as of 28 November 2026)
 */
export async function changes(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const accounts = (await api.call(ASK, {}, Accounts)).filter(({ type }) => loggedWallet(type) !== null)
  const { start, end } = spanMs(query)
  return inParts(accounts, query, async ({ id, type }, { cursor }) => {
    const asked = { 'account-id': id, 'start-time': start, 'end-time': end, sort: 'asc', size: ROWS }
    const page = await api.call('spotPrivateGetV1AccountHistory', { ...asked, 'from-id': cursor ?? undefined }, History)
    const entries = page.data.flatMap((row) => {
      const word = row['transact-type']
      if (ELSEWHERE.has(word)) return []
      return flow({
        id: `${id}:${row['record-id']}`,
        at: row['transact-time'],
        coin: api.code(row.currency),
        amount: row['transact-amt'],
        kind: kindOf(KINDS, word),
        word,
        wallet: loggedWallet(type),
        // Borrowed coins come with a debt, and go with it.
        counterpart: word === 'credit' ? { wallet: 'loan' } : null,
      })
    })
    const next = page['next-id'] ?? null
    return { entries, next: next === cursor ? null : next }
  })
}

/** The other end of a transfer that is within the account, by the two wallets of its name. */
const WITHIN: Readonly<Record<string, WalletType>> = {
  'otc-to-spot': 'funding',
  'spot-to-otc': 'funding',
  'futures-to-spot': 'delivery',
  'spot-to-futures': 'delivery',
  'dm-swap-to-spot': 'coinm',
  'dm-spot-to-swap': 'coinm',
  'spot-to-linear-swap': 'perp',
  'linear-swap-to-spot': 'perp',
  'margin-transfer-in': 'isolated_margin',
  'margin-transfer-out': 'isolated_margin',
  'spot-to-super-margin': 'margin',
  'super-margin-to-spot': 'margin',
  'lock-transfer-in': 'spot',
  'lock-transfer-out': 'spot',
  'user-lock-transfer-in': 'spot',
  'user-lock-transfer-out': 'spot',
}
const Transfer = z.object({
  accountId: text,
  currency: z.string(),
  transactAmt: amount,
  transferType: z.string(),
  transactTime: atMs,
  transferer: maybeText,
  transferee: maybeText,
})
const Transfers = z.object({ data: z.array(Transfer), nextId: text.nullish() })

/**
 * Transfers of all accounts, signed; what goes to or comes from another user (a main or sub-account, an agency) is none
 * within the account. Its number is 0 in the documentation's own answer, so that an entry goes by what it says.
 * https://www.htx.com/en-us/opend/newApiPages/?id=7ec501f7-7773-11ed-9966-0242ac110003 (as of 28 November 2026)
 */
export async function transfers(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const { start, end } = spanMs(query)
  const asked = { transactTypes: 'transfer', startTime: start, endTime: end, limit: ROWS, fromId: query.cursor ?? undefined }
  const page = await api.call('spotPrivateGetV2AccountLedger', asked, Transfers)
  const entries = page.data.flatMap((row) => {
    const { accountId, transferType: word, transferer, transferee } = row
    const other = accountId === transferer ? transferee : transferer
    const within = Object.hasOwn(WITHIN, word) ? (WITHIN[word] ?? null) : null
    return flow({
      id: [row.transactTime.getTime(), accountId, row.currency, row.transactAmt, word].join(':'),
      at: row.transactTime,
      coin: api.code(row.currency),
      amount: row.transactAmt,
      kind: 'transfer',
      word,
      wallet: null,
      counterpart: within === null ? { account: other } : { wallet: within },
    })
  })
  const next = page.nextId ?? null
  return { entries: numbered(entries), next: next === query.cursor ? null : next }
}
