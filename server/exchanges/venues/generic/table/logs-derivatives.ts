import type { FlowKind, FlowState } from '../../../../domain/flows/types'
import { kindOf } from '../../../reading/flow-rows'
import { figure } from './fields'
import { type Own, signed, text, told } from './own'

/** As `logs-spot.ts`, of exchanges where derivatives are traded. */

const DELTA_KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  withdrawal_cancellation: 'withdrawal',
  commission: 'fee',
  trading_fee: 'fee',
  conversion: 'trade',
  pnl: 'realized',
  cashflow: 'realized',
  funding: 'funding',
  perpetual_futures_funding: 'funding',
  liquidation_fee: 'liquidation',
  referral_bonus: 'reward',
  promo_credit: 'reward',
  commission_rebate: 'rebate',
  trading_fee_credits: 'rebate',
  sub_account_transfer: 'transfer',
}
const DELTA_OUT = new Set(['withdrawal', 'commission', 'trading_fee', 'liquidation_fee'])
/** https://docs.delta.exchange/#get-wallet-transactions: signed; what is always a cost may come without its sign. */
export const deltaLog: Own = (row, codeOf) => {
  const word = text(row, 'transaction_type')
  const change = figure(row, 'amount')
  return [
    {
      id: told(row, 'uuid') ?? told(row, 'id'),
      at: text(row, 'created_at') || null,
      coin: codeOf(text(row, 'asset_symbol')),
      amount: DELTA_OUT.has(word) ? signed(true, change) : change,
      kind: kindOf(DELTA_KINDS, word),
      word,
      txHash: told(row, 'meta_data.transaction_id'),
    },
  ]
}

const HIBACHI_STATES: Readonly<Record<string, FlowState>> = { completed: 'done', failed: 'failed' }
const HIBACHI: Readonly<Record<string, { kind: FlowKind; out: boolean }>> = {
  deposit: { kind: 'deposit', out: false },
  withdrawal: { kind: 'withdrawal', out: true },
  'transfer-in': { kind: 'transfer', out: false },
  'transfer-out': { kind: 'transfer', out: true },
}
/** https://api-doc.hibachi.xyz: deposits, withdrawals and transfers in one list, in whole seconds. */
export const hibachiMoved: Own = (row) => {
  const word = text(row, 'transactionType')
  const { kind, out } = HIBACHI[word] ?? { kind: 'other', out: false }
  return [
    {
      id: told(row, 'id') && `${word}:${text(row, 'id')}`,
      at: Number(text(row, 'timestampSec')) * 1000 || null,
      coin: 'USDT',
      amount: signed(out, figure(row, 'quantity')),
      kind,
      word,
      state: HIBACHI_STATES[text(row, 'status')] ?? 'pending',
      txHash: told(row, 'transactionHash'),
      account: text(row, out ? 'receivingAccountId' : 'srcAccountId'),
      address: text(row, 'withdrawalAddress'),
    },
  ]
}

const PACIFICA_KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  deposit_release: 'deposit',
  withdraw: 'withdrawal',
  subaccount_transfer: 'transfer',
  trade: 'realized',
  market_liquidation: 'liquidation',
  backstop_liquidation: 'liquidation',
  adl_liquidation: 'liquidation',
  funding: 'funding',
  fee: 'fee',
  rebate: 'rebate',
  cashback: 'rebate',
  referral: 'rebate',
  airdrop: 'reward',
  payout: 'reward',
}
/** https://docs.pacifica.fi/api-documentation/api/rest-api/account/get-account-balance-history: USDC alone, no ids, signed. */
export const pacificaLog: Own = (row) => {
  const word = text(row, 'event_type')
  const change = figure(row, 'amount')
  return [
    {
      id: null,
      at: Number(text(row, 'created_at')) || null,
      coin: 'USDC',
      amount: word === 'withdraw' ? signed(true, change) : change,
      kind: kindOf(PACIFICA_KINDS, word),
      word,
      // Nothing else of a row tells two of one moment apart.
      account: null,
    },
  ]
}

/** https://doc.xt.com/docs/futures/Account/get_account_flow: the amount is signed, and the side says so once more. */
const XT_KINDS: Readonly<Record<string, FlowKind>> = {
  EXCHANGE: 'transfer',
  CLOSE_POSITION: 'realized',
  TAKE_OVER: 'liquidation',
  MERGE: 'realized',
  QIANG_PING_MANAGER: 'liquidation',
  FUND: 'funding',
  FEE: 'fee',
  ADL: 'realized',
}
export const xtFutures =
  (wallet: string): Own =>
  (row, codeOf) => {
    const word = text(row, 'type')
    return [
      {
        id: told(row, 'id'),
        at: Number(text(row, 'createdTime')) || null,
        coin: codeOf(text(row, 'coin')),
        amount: signed(text(row, 'side') === 'SUB', figure(row, 'amount')),
        kind: kindOf(XT_KINDS, word),
        word,
        wallet,
        ...(word === 'EXCHANGE' && { otherWallet: 'spot' }),
      },
    ]
  }
