import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { type Movement, within } from '../movement'
import type { VenueRequest, VenueResponse } from '../venue'
import { badParameter, ok, page } from './answers'

/** Bybit's ledgers: the transaction log of the unified wallet, and lists of deposits, withdrawals and transfers. */

const DAY = 86_400_000

type Handler = (request: VenueRequest, ledger: Ledger, exchange: Exchange) => VenueResponse

/** Rows newest first within the stretch asked for; wider ones than the exchange takes are refused. */
function list(
  days: number,
  maxLimit: number,
  key: 'list' | 'rows',
  rowsOf: (movements: Movement[], ledger: Ledger, exchange: Exchange, query: URLSearchParams) => unknown[],
): Handler {
  return ({ query }, ledger, exchange) => {
    const end = Number(query.get('endTime') ?? exchange.now())
    const start = Number(query.get('startTime') ?? end - days * DAY)
    if (!(start <= end)) return badParameter('startTime must be less than endTime', exchange)
    if (end - start > days * DAY)
      return badParameter(`the time range between startTime and endTime cannot exceed ${days} days`, exchange)
    const rows = rowsOf(within(exchange.movements(ledger), start, end).toReversed(), ledger, exchange, query)
    const { list: shown, nextPageCursor } = page(rows, query, 20, maxLimit)
    return ok({ nextPageCursor, [key]: shown }, exchange, 'success')
  }
}

const TYPES: Readonly<Record<Movement['kind'], (movement: Movement) => string>> = {
  deposit: () => 'TRANSFER_IN',
  withdrawal: () => 'TRANSFER_OUT',
  transfer: ({ amount }) => (amount.startsWith('-') ? 'TRANSFER_OUT' : 'TRANSFER_IN'),
  trade: () => 'TRADE',
  realized: () => 'TRADE',
  fee: () => 'TRADE',
  funding: () => 'SETTLEMENT',
  interest: () => 'INTEREST',
  reward: () => 'AIRDROP',
}

/** change = cashFlow + funding − fee. */
function logRow(movement: Movement, ledger: Ledger, exchange: Exchange) {
  const { id, kind, amount, coin, market: name, at } = movement
  const market = name === undefined ? undefined : exchange.market(name)
  const isFee = kind === 'fee'
  const isFunding = kind === 'funding'
  return {
    id: `${ledger.uid}_${name ?? coin}_${id}`,
    symbol: name ?? '',
    category: kind === 'trade' ? 'spot' : market ? (market.inverse ? 'inverse' : 'linear') : '',
    side: 'None',
    transactionTime: String(at),
    type: TYPES[kind](movement),
    transSubType: '',
    qty: '0',
    size: '0',
    currency: coin,
    tradePrice: '',
    funding: isFunding ? amount : '',
    fee: isFee ? amount.replace(/^-/, '') : '0',
    cashFlow: isFee || isFunding ? '0' : amount,
    change: amount,
    cashBalance: '',
    feeRate: '',
    bonusChange: '',
    tradeId: '',
    orderId: '',
    orderLinkId: '',
  }
}

export const transactionLog = list(7, 50, 'list', (movements, ledger, exchange, query) =>
  movements
    .filter(({ wallet, coin }) => wallet === 'unified' && [null, '', coin].includes(query.get('currency')))
    .map((movement) => logRow(movement, ledger, exchange)),
)

export const depositRecords = list(30, 50, 'rows', (movements, ledger) =>
  movements
    .filter(({ kind }) => kind === 'deposit')
    .map(({ id, coin, chain, amount, txHash, at }) => ({
      id: `${ledger.uid}${String(id).padStart(6, '0')}`,
      coin,
      chain,
      amount,
      txID: txHash,
      status: 3,
      toAddress: '',
      tag: '',
      depositFee: '',
      successAt: String(at),
      confirmations: '64',
      txIndex: '0',
      blockHash: '',
      batchReleaseLimit: '-1',
      depositType: 0,
      fromAddress: '',
    })),
)

export const withdrawalRecords = list(30, 50, 'rows', (movements, ledger) =>
  movements
    .filter(({ kind }) => kind === 'withdrawal')
    .map(({ id, coin, chain, address, amount, fee, txHash, at }) => ({
      coin,
      chain,
      amount: amount.replace(/^-/, ''),
      txID: txHash,
      status: 'success',
      toAddress: address,
      tag: '',
      withdrawFee: fee ?? '0',
      createTime: String(at),
      updateTime: String(at + 600_000),
      withdrawId: `${ledger.uid}${id}`,
      withdrawType: 0,
    })),
)

const ACCOUNTS: Readonly<Record<string, string>> = { unified: 'UNIFIED', funding: 'FUND' }

/** Between wallets that Bybit calls accounts: what goes into savings is no transfer here. */
export const internalTransfers = list(7, 50, 'list', (movements) =>
  movements.flatMap(({ kind, transfer, amount, coin, at }) => {
    const from = transfer && ACCOUNTS[transfer.from]
    const to = transfer && ACCOUNTS[transfer.to]
    if (kind !== 'transfer' || !from || !to || amount.startsWith('-')) return []
    return [
      {
        transferId: `selfTransfer_${transfer.id}`,
        coin,
        amount,
        fromAccountType: from,
        toAccountType: to,
        timestamp: String(at),
        status: 'SUCCESS',
      },
    ]
  }),
)

/** There are no sub-accounts here, and nobody else at the exchange who sends. */
export const none = (key: 'list' | 'rows', days: number) => list(days, 50, key, () => [])

export const earnYields = list(7, 100, 'list', (movements, ledger, _exchange, query) =>
  query.get('category') !== 'FlexibleSaving'
    ? []
    : movements
        .filter(({ kind, wallet }) => kind === 'reward' && wallet === 'earn')
        .map(({ id, coin, amount, at }) => ({
          productId: '428',
          coin,
          id: `${ledger.uid}${id}`,
          amount,
          yieldType: 'Normal',
          distributionMode: 'Reinvest',
          effectiveStakingAmount: '',
          orderId: '',
          status: 'Success',
          createdAt: String(at),
        })),
)
