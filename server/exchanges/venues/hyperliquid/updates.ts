import { z } from 'zod'
import type { DecimalString } from '../../../domain/decimal'
import type { FlowEntry, FlowKind } from '../../../domain/flows/types'
import { add, flag, isZero, maybeAmount, maybeText, negated } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { atMs, flow, ownEnd, type SentCounterpart } from '../../reading/flow-rows'
import { spotCode } from './codes'

/** Hyperliquid's ledger updates other than funding: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint/perpetuals */

export const LedgerUpdates = z.array(
  z.object({
    time: atMs,
    hash: z.string(),
    delta: z.object({
      type: z.string(),
      usdc: maybeAmount,
      amount: maybeAmount,
      token: maybeText,
      fee: maybeAmount,
      feeToken: maybeText,
      nativeTokenFee: maybeAmount,
      user: maybeText,
      destination: maybeText,
      toPerp: flag.nullish(),
      isDeposit: flag.nullish(),
      dex: maybeText,
      sourceDex: maybeText,
      destinationDex: maybeText,
      vault: maybeText,
      netWithdrawnUsd: maybeAmount,
    }),
  }),
)
type Row = z.output<typeof LedgerUpdates>[number]

const NO_HASH = /^0x0*$/

/** `''` is Hyperliquid itself, `spot` its spot, anything else another exchange on the chain. */
const dexWallet = (dex: string | null) => (dex === 'spot' ? 'spot' : dex ? `perp:${dex}` : 'perp')

export function entriesOf(rows: readonly Row[], api: AccountApi): FlowEntry[] {
  const ends = rows.flatMap(({ delta: { user, destination } }) =>
    user && destination ? [{ from: user.toLowerCase(), to: destination.toLowerCase() }] : [],
  )
  const own = ownEnd(ends, api.address?.toLowerCase() ?? null)
  return rows.flatMap((row) => entries(row, own, api))
}

function entries(row: Row, own: string | null, api: AccountApi): FlowEntry[] {
  const { time, delta } = row
  const coin = delta.token === null ? 'USDC' : spotCode(delta.token, api)
  const sent = delta.usdc ?? delta.amount ?? '0'
  // One transaction may hold several updates, and what the chain does by itself has no hash.
  const id = [time.getTime(), row.hash, delta.type, coin, sent, delta.destination ?? delta.vault ?? ''].join(':')
  const txHash = NO_HASH.test(row.hash) ? null : row.hash
  const move = (
    kind: FlowKind,
    amount: DecimalString,
    wallet: string | null,
    counterpart: SentCounterpart = {},
    fee: { coin: string; cost: DecimalString | null } | null = null,
    part = '',
  ) =>
    flow({
      id: `${id}${part}`,
      at: time,
      coin,
      amount,
      kind,
      word: delta.type,
      wallet,
      fee,
      counterpart: { txHash, ...counterpart },
    })
  /** Between wallets of the account itself: an end in each. */
  const within = (from: string, to: string) => [
    ...move('transfer', negated(sent), from, { wallet: to }, null, ':from'),
    ...move('transfer', sent, to, { wallet: from }, null, ':to'),
  ]
  const fees = () => feeOf(row, coin, api)
  /** To or from another address, by which of the two is read. */
  const between = (from: string, to: string) => {
    const user = delta.user?.toLowerCase() ?? ''
    const destination = delta.destination?.toLowerCase() ?? ''
    if (user === own && destination === own) return from === to ? [] : within(from, to)
    if (destination === own) return move('transfer', sent, to, { address: delta.user })
    const { fee, more } = fees()
    const gas =
      more === null
        ? []
        : flow({ id: `${id}:gas`, at: time, coin: 'HYPE', amount: negated(more), kind: 'fee', word: delta.type, wallet: 'spot' })
    return [...move('transfer', negated(sent), from, { address: delta.destination }, fee), ...gas]
  }
  const toVault = delta.vault?.toLowerCase() === own
  switch (delta.type) {
    case 'deposit':
      return move('deposit', sent, 'perp')
    // What arrives; the fee was taken besides.
    case 'withdraw':
      return move('withdrawal', negated(sent), 'perp', {}, { coin: 'USDC', cost: delta.fee })
    case 'accountClassTransfer':
      return delta.toPerp ? within('spot', 'perp') : within('perp', 'spot')
    case 'perpDexClassTransfer':
      return delta.toPerp ? within('spot', dexWallet(delta.dex)) : within(dexWallet(delta.dex), 'spot')
    case 'internalTransfer':
    case 'subAccountTransfer':
      return between('perp', 'perp')
    case 'spotTransfer':
      return between('spot', 'spot')
    case 'send':
      return between(dexWallet(delta.sourceDex), dexWallet(delta.destinationDex))
    case 'cStakingTransfer':
      return delta.isDeposit ? within('spot', 'earn') : within('earn', 'spot')
    // Shares of vaults are read as a wallet; as the vault itself sees it, money comes in.
    case 'vaultCreate':
    case 'vaultDeposit':
      return toVault
        ? move('transfer', sent, 'perp', { address: delta.user })
        : move('transfer', negated(sent), 'perp', { wallet: 'earn' }, { coin: 'USDC', cost: delta.fee })
    case 'vaultWithdraw':
      return toVault
        ? move('transfer', negated(delta.netWithdrawnUsd ?? sent), 'perp', { address: delta.user })
        : move('transfer', delta.netWithdrawnUsd ?? sent, 'perp', { wallet: 'earn' })
    case 'vaultDistribution':
      return move('transfer', sent, 'perp', { wallet: 'earn' })
    case 'vaultLeaderCommission':
      return move('reward', sent, 'perp')
    case 'rewardsClaim':
    case 'spotGenesis':
      return move('reward', sent, 'spot')
    case 'deployGasAuction':
    case 'accountActivationGas':
      return move('fee', negated(sent), 'spot')
    // Says which positions were taken; the money is in the fills.
    case 'liquidation':
      return []
    default:
      return delta.user?.toLowerCase() === own && delta.destination !== null
        ? move('other', negated(sent), null, { address: delta.destination })
        : move('other', sent, null, { address: delta.user })
  }
}

/** What a transfer cost: in the coin that it names, and the chain's own (HYPE) besides. */
function feeOf({ delta }: Row, coin: string, api: AccountApi) {
  const named = delta.feeToken ? spotCode(delta.feeToken, api) : coin === 'USDC' || delta.usdc !== null ? 'USDC' : coin
  const fee = { coin: delta.type === 'spotTransfer' && !delta.feeToken ? 'USDC' : named, cost: delta.fee }
  const native = isZero(delta.nativeTokenFee) ? null : delta.nativeTokenFee
  if (native !== null && fee.coin === 'HYPE') return { fee: { coin: 'HYPE', cost: add(fee.cost, native) }, more: null }
  return { fee, more: native }
}
