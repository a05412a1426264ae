import { Decimal } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { type Movement, within } from '../movement'
import { VAULTS } from './state'

/** Hyperliquid's ledgers by wallet address: updates, funding and fills oldest first, so many rows at most; staking rewards whole. */

const UPDATE_ROWS = 500
const FILL_ROWS = 2000
const NO_HASH = `0x${'0'.repeat(64)}`
const OUTSIDE = '0x2222222222222222222222222222222222222222'

interface Stretch {
  startTime: number
  endTime?: number | undefined
}

const asked = (ledger: Ledger, { startTime, endTime }: Stretch, exchange: Exchange) =>
  within(exchange.movements(ledger), startTime, endTime ?? exchange.now())

/** `''` is Hyperliquid's own exchange, `spot` its spot, anything else a dex of its own. */
const dexOf = (wallet: string) => (wallet === 'spot' ? 'spot' : wallet.startsWith('perp:') ? wallet.slice('perp:'.length) : '')
const vaultOf = (wallet: string): string | undefined => new Map<string, string>(Object.entries(VAULTS)).get(wallet)
const unsigned = (amount: string) => amount.replace(/^-/, '')

function sent(row: Movement, user: string, destination: string, [from, to]: [string, string]) {
  const dexes = { sourceDex: dexOf(from), destinationDex: dexOf(to), usdcValue: '0.0', nonce: row.at, feeToken: '' }
  const amount = { token: row.coin, amount: unsigned(row.amount), fee: row.fee ?? '0.0', nativeTokenFee: '0.0' }
  return { type: 'send', user, destination, ...dexes, ...amount }
}

/** One row for both ends of a transfer within the account. */
function transferred(row: Movement, user: string) {
  const { from = '', to = '' } = row.transfer ?? {}
  if (!row.amount.startsWith('-')) return null
  if (from === 'staking' || to === 'staking')
    return { type: 'cStakingTransfer', token: row.coin, amount: unsigned(row.amount), isDeposit: to === 'staking' }
  const [into, out] = [vaultOf(to), vaultOf(from)]
  if (into) return { type: 'vaultDeposit', vault: into, usdc: unsigned(row.amount) }
  if (out)
    return { type: 'vaultWithdraw', vault: out, user, requestedUsd: unsigned(row.amount), netWithdrawnUsd: unsigned(row.amount) }
  if (row.coin === 'USDC' && [from, to].every((wallet) => wallet === 'spot' || wallet === 'perp'))
    return { type: 'accountClassTransfer', usdc: unsigned(row.amount), toPerp: to === 'perp' }
  return sent(row, user, user, [from, to])
}

/** Only USDC comes and goes by the bridge; other coins are sent by somebody on the chain. */
function deltaOf(row: Movement, user: string) {
  const usdc = row.coin === 'USDC'
  if (row.kind === 'transfer') return transferred(row, user)
  if (row.kind === 'deposit')
    return usdc ? { type: 'deposit', usdc: row.amount } : sent(row, OUTSIDE, user, [row.wallet, row.wallet])
  if (row.kind === 'withdrawal')
    return usdc
      ? { type: 'withdraw', usdc: unsigned(row.amount), nonce: row.at, fee: row.fee ?? '0.0' }
      : sent(row, user, OUTSIDE, [row.wallet, row.wallet])
  return null
}

export function ledgerUpdates(ledger: Ledger, stretch: Stretch, exchange: Exchange) {
  const user = ledger.key.apiKey.toLowerCase()
  return asked(ledger, stretch, exchange)
    .flatMap((row) => {
      const delta = deltaOf(row, user)
      return delta ? [{ time: row.at, hash: row.txHash ?? NO_HASH.slice(0, -6) + String(row.id).padStart(6, '0'), delta }] : []
    })
    .slice(0, UPDATE_ROWS)
}

export function userFunding(ledger: Ledger, stretch: Stretch, exchange: Exchange) {
  return asked(ledger, stretch, exchange)
    .filter(({ kind }) => kind === 'funding')
    .slice(0, UPDATE_ROWS)
    .map(({ at, market, amount }) => ({
      time: at,
      hash: NO_HASH,
      delta: { type: 'funding', coin: market ?? '', usdc: amount, szi: '0.0', fundingRate: '0.0', nSamples: null },
    }))
}

export function userFills(ledger: Ledger, stretch: Stretch, exchange: Exchange) {
  const rows = asked(ledger, stretch, exchange)
  return rows
    .flatMap((row, index) => {
      const market = row.market === undefined ? undefined : exchange.market(row.market)
      const common = {
        coin: row.market ?? '',
        time: row.at,
        hash: NO_HASH,
        oid: row.id,
        tid: row.id,
        crossed: true,
        startPosition: '0.0',
      }
      if (row.kind === 'fee')
        return [
          {
            ...common,
            px: '1',
            sz: '1',
            side: 'B',
            dir: 'Open Long',
            closedPnl: '0.0',
            fee: unsigned(row.amount),
            feeToken: row.coin,
          },
        ]
      if (row.kind === 'realized')
        return [
          { ...common, px: '1', sz: '1', side: 'A', dir: 'Close Long', closedPnl: row.amount, fee: '0.0', feeToken: row.coin },
        ]
      const quote = rows[index + 1]
      if (row.kind !== 'trade' || row.coin !== market?.base || quote?.coin !== market.quote) return []
      const sz = unsigned(row.amount)
      const px = new Decimal(unsigned(quote.amount)).div(sz).toFixed()
      const side = row.amount.startsWith('-') ? 'A' : 'B'
      return [{ ...common, px, sz, side, dir: side === 'B' ? 'Buy' : 'Sell', closedPnl: '0.0', fee: '0.0', feeToken: row.coin }]
    })
    .slice(0, FILL_ROWS)
}

export function delegatorRewards(ledger: Ledger, exchange: Exchange) {
  return exchange
    .movements(ledger)
    .filter(({ kind }) => kind === 'reward')
    .map(({ at, amount }) => ({ time: at, source: 'delegation', totalAmount: amount }))
}
