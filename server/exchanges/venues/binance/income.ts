import { z } from 'zod'
import type { FlowKind } from '../../../domain/flows/types'
import { amount, maybeText } from '../../ccxt/amounts'
import { atMs, contractPair, DAY_MS, flow, HOUR_MS, kindOf, numbered, pageNumber, spanMs } from '../../reading/flow-rows'
import type { Ledger } from '../../reading/ledgers'

/** Everything that changed a futures wallet of Binance: income, signed, fees and profit each in rows of their own. */

/** https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Get-Income-History (`incomeType`) */
const KINDS: Readonly<Record<string, FlowKind>> = {
  TRANSFER: 'transfer',
  INTERNAL_TRANSFER: 'transfer',
  CROSS_COLLATERAL_TRANSFER: 'transfer',
  STRATEGY_UMFUTURES_TRANSFER: 'transfer',
  REALIZED_PNL: 'realized',
  OPTIONS_PREMIUM_FEE: 'realized',
  OPTIONS_SETTLE_PROFIT: 'realized',
  DELIVERED_SETTELMENT: 'realized',
  FUNDING_FEE: 'funding',
  COMMISSION: 'fee',
  POSITION_LIMIT_INCREASE_FEE: 'fee',
  INSURANCE_CLEAR: 'liquidation',
  REFERRAL_KICKBACK: 'rebate',
  COMMISSION_REBATE: 'rebate',
  API_REBATE: 'rebate',
  FEE_RETURN: 'rebate',
  WELCOME_BONUS: 'reward',
  CONTEST_REWARD: 'reward',
  BFUSD_REWARD: 'reward',
  AUTO_EXCHANGE: 'trade',
  COIN_SWAP_DEPOSIT: 'trade',
  COIN_SWAP_WITHDRAW: 'trade',
}

const Income = z.array(
  z.object({
    symbol: maybeText,
    incomeType: z.string(),
    income: amount,
    asset: z.string(),
    time: atMs,
    tranId: maybeText,
    tradeId: maybeText,
  }),
)
const ROWS = 1000

interface Side {
  id: string
  name: string
  method: string
  wallet: string
  inverse: boolean
  /** Portfolio margin: what its futures send and get within the same account. */
  within?: string
}

/**
 * `tranId` is unique for a user within one type, and may be missing; one commission may be paid in two coins: type, id,
 * coin, market and trade together are an entry's own.
 */
function income({ id, name, method, wallet, inverse, within }: Side): Ledger {
  return {
    id,
    name,
    windowMs: null,
    reachMs: 90 * DAY_MS,
    settlesMs: HOUR_MS,
    weight: 30,
    optional: within !== undefined,
    async page(api, query) {
      const { start, end } = spanMs(query)
      const { page, next } = pageNumber(query.cursor)
      const rows = await api.call(method, { startTime: start, endTime: end, page, limit: ROWS }, Income)
      const entries = await Promise.all(
        rows.map(async (row) =>
          flow({
            id: [row.incomeType, row.tranId ?? '', row.asset, row.symbol ?? '', row.tradeId ?? '', row.time.getTime()].join(':'),
            at: row.time,
            coin: api.code(row.asset),
            amount: row.income,
            kind: kindOf(KINDS, row.incomeType),
            word: row.incomeType,
            wallet,
            pair: await contractPair(api, row.symbol, (market) => market.inverse === inverse),
            counterpart: within && KINDS[row.incomeType] === 'transfer' ? { wallet: within } : null,
          }),
        ),
      )
      return { entries: numbered(entries.flat()), next: next(rows.length, ROWS) }
    },
  }
}

export const binanceIncome: readonly Ledger[] = [
  {
    id: 'income',
    name: 'Funding, fees and profit of USD-M futures',
    method: 'fapiPrivateGetIncome',
    wallet: 'perp',
    inverse: false,
  },
  {
    id: 'coin-income',
    name: 'Funding, fees and profit of COIN-M futures',
    method: 'dapiPrivateGetIncome',
    wallet: 'coinm',
    inverse: true,
  },
  {
    id: 'portfolio-income',
    name: 'Funding, fees and profit of USD-M futures in portfolio margin',
    method: 'papiGetUmIncome',
    wallet: 'unified',
    inverse: false,
    within: 'unified',
  },
  {
    id: 'portfolio-coin-income',
    name: 'Funding, fees and profit of COIN-M futures in portfolio margin',
    method: 'papiGetCmIncome',
    wallet: 'unified',
    inverse: true,
    within: 'unified',
  },
].map(income)
