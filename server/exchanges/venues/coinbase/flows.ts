import { z } from 'zod'
import type { FlowKind, FlowState } from '../../../domain/flows/types'
import { amount, maybeText } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atUtc, DAY_MS, flow, inParts, stateOf } from '../../reading/flow-rows'
import type { Flows, LedgerPage, LedgerQuery } from '../../reading/ledgers'

/** https://docs.cdp.coinbase.com/coinbase-app/track-apis/transactions (`type`); `send` goes both ways, the sign says which. */
const KINDS: Readonly<Record<string, FlowKind>> = {
  fiat_deposit: 'deposit',
  fiat_withdrawal: 'withdrawal',
  buy: 'trade',
  sell: 'trade',
  trade: 'trade',
  advanced_trade_fill: 'trade',
  wrap_asset: 'trade',
  unwrap_asset: 'trade',
  retail_simple_dust: 'trade',
  transfer: 'transfer',
  pro_deposit: 'transfer',
  pro_withdrawal: 'transfer',
  exchange_deposit: 'transfer',
  exchange_withdrawal: 'transfer',
  intx_deposit: 'transfer',
  intx_withdrawal: 'transfer',
  vault_withdrawal: 'transfer',
  staking_transfer: 'transfer',
  unstaking_transfer: 'transfer',
  staking_reward: 'reward',
  earn_payout: 'reward',
  incentives_rewards_payout: 'reward',
  inflation_reward: 'reward',
  interest: 'interest',
  cardbuyback: 'rebate',
  derivatives_settlement: 'realized',
  subscription: 'fee',
  subscription_rebate: 'rebate',
}
const STATES: Readonly<Record<string, FlowState>> = {
  completed: 'done',
  failed: 'failed',
  canceled: 'failed',
  cancelled: 'failed',
  expired: 'failed',
}
const next = z.object({ next_starting_after: maybeText }).nullish()
const Accounts = z.object({ pagination: next, data: z.array(z.object({ id: z.string(), type: maybeText })) })
const End = z.object({ address: maybeText, email: maybeText }).nullish().catch(null)
const Transactions = z.object({
  pagination: next,
  data: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      status: maybeText,
      amount: z.object({ amount, currency: z.string() }),
      created_at: atUtc,
      network: z.object({ hash: maybeText, network_name: maybeText }).nullish().catch(null),
      to: End,
      from: End,
    }),
  ),
})
const ROWS = 100
/** Far above what anybody has: a coin is an account. */
const MOST_LISTS = 20

async function accountsOf(api: AccountApi): Promise<{ id: string; type: string | null }[]> {
  const found: { id: string; type: string | null }[] = []
  let after: string | null = null
  for (let list = 0; list < MOST_LISTS; list += 1) {
    const params: Record<string, string | number> = { limit: ROWS, ...(after === null ? {} : { starting_after: after }) }
    const page: z.output<typeof Accounts> = await api.call('v2PrivateGetAccounts', params, Accounts)
    const fresh = page.data.filter(({ id }) => !found.some((known) => known.id === id))
    found.push(...fresh)
    after = page.pagination?.next_starting_after || null
    if (after === null || fresh.length === 0) return found
  }
  throw api.senseless('a list without end')
}

/** Each coin is an account with a list of its own, newest first and whatever the stretch; amounts hold their fees. */
async function transactions(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  return inParts(await accountsOf(api), query, async ({ id, type }, part) => {
    const asked = { account_id: id, limit: ROWS, ...(part.cursor === null ? {} : { starting_after: part.cursor }) }
    const page = await api.call('v2PrivateGetAccountsAccountIdTransactions', asked, Transactions)
    const entries = page.data.flatMap((row) => {
      const out = row.amount.amount.startsWith('-')
      const end = out ? row.to : row.from
      return flow({
        id: row.id,
        at: row.created_at,
        coin: api.code(row.amount.currency),
        amount: row.amount.amount,
        kind: row.type === 'send' ? (out ? 'withdrawal' : 'deposit') : (KINDS[row.type] ?? 'other'),
        word: row.type,
        state: stateOf(STATES, row.status),
        wallet: type === 'vault' ? 'vault' : 'spot',
        counterpart: {
          chain: row.network?.network_name,
          txHash: row.network?.hash,
          address: end?.address,
          account: end?.email,
        },
      })
    })
    const past = page.data.some((row) => row.created_at < part.from)
    return { entries, next: past || page.data.length === 0 ? null : page.pagination?.next_starting_after || null }
  })
}

export const coinbaseFlows: Flows = {
  ledgers: [
    {
      id: 'transactions',
      name: 'Transactions of every coin',
      windowMs: null,
      reachMs: null,
      settlesMs: 3 * DAY_MS,
      weight: 20,
      page: transactions,
    },
  ],
  untold: [
    { words: 'Funding, fees and profit of perpetuals and futures', external: false },
    { words: 'Fees of trades by themselves: amounts hold them', external: false },
  ],
}
