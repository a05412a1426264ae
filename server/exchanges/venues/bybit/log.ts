import { z } from 'zod'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { add, amount, inside, isZero, maybeAmount, maybeText, subtract } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, kindOf, spotPair } from '../../reading/flow-rows'
import type { Ledger, LedgerPage, LedgerQuery } from '../../reading/ledgers'
import { asked, following } from './pages'

/** The transaction log tells everything that changed the unified wallet, transfers too. */

/** https://bybit-exchange.github.io/docs/v5/enum#typeuta-translog */
const KINDS: Readonly<Record<string, FlowKind>> = {
  TRANSFER_IN: 'transfer',
  TRANSFER_OUT: 'transfer',
  TRANSFER_IN_INS_LOAN: 'transfer',
  TRANSFER_OUT_INS_LOAN: 'transfer',
  BONUS_TRANSFER_IN: 'transfer',
  BONUS_TRANSFER_OUT: 'transfer',
  PEF_TRANSFER_IN: 'transfer',
  PEF_TRANSFER_OUT: 'transfer',
  TRADE: 'realized',
  SETTLEMENT: 'funding',
  DELIVERY: 'realized',
  ADL: 'realized',
  LIQUIDATION: 'liquidation',
  AIRDROP: 'reward',
  BONUS: 'reward',
  BONUS_RECOLLECT: 'reward',
  PEF_PROFIT_SHARE: 'fee',
  FEE_REFUND: 'rebate',
  INTEREST: 'interest',
  INTEREST_REPAYMENT_INS_LOAN: 'interest',
  AUTO_INTEREST_REPAYMENT_INS_LOAN: 'interest',
  CURRENCY_BUY: 'trade',
  CURRENCY_SELL: 'trade',
  SPOT_REPAYMENT_SELL: 'trade',
  SPOT_REPAYMENT_BUY: 'trade',
  AUTO_SOLD_COLLATERAL_INS_LOAN: 'trade',
  AUTO_BUY_LIABILITY_INS_LOAN: 'trade',
  TOKENS_SUBSCRIPTION: 'trade',
  TOKENS_REDEMPTION: 'trade',
  AUTO_DEDUCTION: 'fee',
  CUSTODY_NETWORK_FEE: 'fee',
  CUSTODY_SETTLE_FEE: 'fee',
}
/** Savings of the same account, which are read as a wallet: nothing enters or leaves. */
const EARN = /^(FLEXIBLE|FIXED)_STAKING_/

const Log = inside(
  'result',
  z.object({
    nextPageCursor: maybeText,
    list: z.array(
      z.object({
        id: maybeText,
        symbol: maybeText,
        category: maybeText,
        transactionTime: atMs,
        type: z.string(),
        currency: z.string(),
        funding: maybeAmount,
        fee: maybeAmount,
        cashFlow: maybeAmount,
        change: amount,
        orderId: maybeText,
        tradeId: maybeText,
      }),
    ),
  }),
)
type LogRow = z.output<typeof Log>['list'][number]

/**
 * change = cashFlow + funding − fee; a positive fee is paid, positive funding received. What does not add up is taken as
 * `change` says. https://bybit-exchange.github.io/docs/v5/account/transaction-log
 */
async function logged(row: LogRow, api: AccountApi): Promise<FlowEntry[]> {
  const cash = row.cashFlow ?? '0'
  const funding = row.funding ?? '0'
  const whole = subtract(add(cash, funding) ?? '0', row.fee)
  const adds = isZero(subtract(whole, row.change))
  const spot = row.category === 'spot'
  const coin = api.code(row.currency)
  const base = {
    // Older answers have no id; one execution has a row for each coin.
    id: row.id || [row.type, row.tradeId || row.orderId, row.currency, row.transactionTime.getTime(), row.change].join(':'),
    at: row.transactionTime,
    coin,
    word: row.type,
    wallet: 'unified',
    pair: await (spot ? spotPair(api, row.symbol) : contractPair(api, row.symbol)),
  }
  const kind = row.type === 'TRADE' && spot ? 'trade' : EARN.test(row.type) ? 'transfer' : kindOf(KINDS, row.type)
  const counterpart = EARN.test(row.type) ? { wallet: 'earn' } : null
  if (!adds) return flow({ ...base, kind, amount: row.change, counterpart })
  const fee = { coin, cost: row.fee }
  if (kind !== 'funding') return flow({ ...base, kind, amount: add(cash, funding) ?? '0', fee, counterpart })
  // A settlement of USDC contracts pays funding and the session's profit in one row.
  return [
    ...flow({ ...base, kind: 'funding', amount: funding, fee }),
    ...flow({ ...base, id: `${base.id}:profit`, kind: 'realized', amount: cash }),
  ]
}

async function log(api: AccountApi, query: LedgerQuery): Promise<LedgerPage> {
  const page = await api.call('privateGetV5AccountTransactionLog', { accountType: 'UNIFIED', ...asked(query, 50) }, Log)
  return {
    entries: (await Promise.all(page.list.map((row) => logged(row, api)))).flat(),
    next: following(page, page.list.length),
  }
}

export const bybitLog: readonly Ledger[] = [
  {
    id: 'log',
    name: 'Transaction log of the unified account',
    windowMs: 7 * DAY_MS,
    reachMs: 730 * DAY_MS,
    settlesMs: HOUR_MS,
    weight: 1,
    page: log,
  },
]
