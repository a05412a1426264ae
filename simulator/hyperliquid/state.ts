import { type PositionFigures, type WalletFigures, walletFigures, withFixed } from '../accounting'
import { type Decimal, sum, text, ZERO } from '../decimal'
import type { Exchange } from '../exchange'
import type { Ledger } from '../ledger'
import { amount } from './numbers'
import { collateralOf, dexOf, isSide, tokenIndex } from './universe'

const NOTHING = { accountValue: '0.0', totalNtlPos: '0.0', totalRawUsd: '0.0', totalMarginUsed: '0.0' }
const UNFUNDED = { allTime: '0.0', sinceOpen: '0.0', sinceChange: '0.0' }

/** A ledger whose coins are in the wallet `unified` is an account in that mode; else spot and each perp exchange are apart. */
export function isUnified(ledger: Ledger | undefined): boolean {
  return ledger?.tokens.some((token) => token.wallet === 'unified') ?? false
}

/**
 * `clearinghouseState` of one perp exchange: the wallet `perp`, for HIP-3 ones `perp:flx`. An address that nobody uses is
 * an empty account, not an error. In unified mode the money is in the spot state and the summaries here are zero.
 */
export function clearinghouseState(ledger: Ledger | undefined, dex: string, exchange: Exchange) {
  const time = exchange.now()
  if (!ledger) return emptyState(time, [])
  if (isUnified(ledger)) return emptyState(time, positionsOf(walletFigures(ledger, 'unified', exchange), dex).map(assetPosition))
  const wallet = walletFigures(ledger, dex === '' ? 'perp' : `perp:${dex}`, exchange)
  const positions = positionsOf(wallet, dex)
  const cross = positions.filter((p) => p.position.marginMode === 'cross')
  const balance = sum(wallet.tokens.filter((t) => t.token.coin === collateralOf(dex)).map((t) => t.balance))
  const equity = balance.plus(sum(positions.map((p) => p.unrealizedProfit)))
  const crossEquity = equity.minus(sum(positions.map((p) => p.marginBalance ?? ZERO)))
  const crossMargin = sum(cross.map((p) => p.initialMargin))
  return {
    marginSummary: summary(equity, positions),
    crossMarginSummary: summary(crossEquity, cross),
    crossMaintenanceMarginUsed: amount(sum(cross.map((p) => p.maintMargin))),
    withdrawable: amount(crossEquity.minus(crossMargin).greaterThan(0) ? crossEquity.minus(crossMargin) : ZERO),
    assetPositions: positions.map(assetPosition),
    time,
  }
}

function emptyState(time: number, assetPositions: ReturnType<typeof assetPosition>[]) {
  return {
    marginSummary: NOTHING,
    crossMarginSummary: NOTHING,
    crossMaintenanceMarginUsed: '0.0',
    withdrawable: '0.0',
    assetPositions,
    time,
  }
}

function positionsOf(wallet: WalletFigures, dex: string): PositionFigures[] {
  return wallet.positions.filter((p) => dexOf(p.market) === dex)
}

/** Raw USD is what would be left after all positions were handed over at mark. */
function summary(equity: Decimal, positions: PositionFigures[]) {
  const signed = sum(positions.map((p) => (p.isLong ? p.value : p.value.negated())))
  return {
    accountValue: amount(equity),
    totalNtlPos: amount(sum(positions.map((p) => p.value))),
    totalRawUsd: amount(equity.minus(signed)),
    totalMarginUsed: amount(sum(positions.map(marginUsed))),
  }
}

/** Isolated: the margin put up with the profit in it; cross: the initial margin. */
function marginUsed(figures: PositionFigures): Decimal {
  return figures.marginBalance ?? figures.initialMargin
}

function assetPosition(figures: PositionFigures) {
  const { position, market } = figures
  const used = marginUsed(figures)
  const value = Number(position.leverage)
  const signed = figures.isLong ? figures.value : figures.value.negated()
  return {
    type: 'oneWay',
    position: withFixed(
      {
        coin: market.id,
        szi: amount(figures.contracts, 8),
        leverage: figures.isolatedMargin
          ? { type: 'isolated', value, rawUsd: amount(used.minus(signed)) }
          : { type: 'cross', value },
        entryPx: amount(figures.entryPrice, 8),
        positionValue: amount(figures.value),
        unrealizedPnl: amount(figures.unrealizedProfit),
        returnOnEquity: amount(figures.unrealizedProfit.div(figures.entryValueSettle.div(position.leverage)), 10),
        liquidationPx: figures.liquidationPrice ? text(figures.liquidationPrice) : null,
        marginUsed: amount(used),
        maxLeverage: Number(market.maxLeverage),
        cumFunding: UNFUNDED,
      },
      position.fixed,
    ),
  }
}

/** `spotClearinghouseState`; in unified mode what positions hold as margin is held here, and their profit is in the total. */
export function spotState(ledger: Ledger | undefined, exchange: Exchange) {
  if (!ledger) return { balances: [] }
  const wallet = walletFigures(ledger, isUnified(ledger) ? 'unified' : 'spot', exchange)
  return {
    balances: wallet.tokens.map((t) => {
      const mine = wallet.positions.filter((p) => p.market.settle === t.token.coin)
      const total = t.balance.plus(sum(mine.map((p) => amount(p.unrealizedProfit))))
      const row = {
        coin: t.token.coin,
        token: tokenIndex(t.token.coin),
        total: amount(total, 10),
        hold: amount(t.locked.plus(t.initialMargin), 10),
        entryNtl: amount(t.usdValue ?? ZERO, 8),
      }
      // Sides of outcomes are no tokens.
      return isSide(t.token.coin) ? { ...row, token: undefined } : row
    }),
  }
}

/** `delegatorSummary`: HYPE that is staked, the wallet `staking`. */
export function stakingState(ledger: Ledger | undefined) {
  const staked = sum((ledger?.tokens ?? []).filter((t) => t.wallet === 'staking').map((t) => t.balance))
  return { delegated: amount(staked, 8), undelegated: '0.0', totalPendingWithdrawal: '0.0', nPendingWithdrawals: 0 }
}

const LENT_TO = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303'
const LED = '0x1719884eb866cb12b2287399b15f7db5e7d775ea'
export const VAULTS = { vault: LENT_TO, 'led-vault': LED } as const

const worth = (ledger: Ledger | undefined, wallet: keyof typeof VAULTS) =>
  sum((ledger?.tokens ?? []).filter((t) => t.wallet === wallet).map((t) => t.balance))

/** `userVaultEquities`: what was put into vaults of others, the wallet `vault`. */
export function vaultEquities(ledger: Ledger | undefined) {
  const equity = worth(ledger, 'vault')
  return equity.isZero() ? [] : [{ vaultAddress: LENT_TO, equity: amount(equity), lockedUntilTimestamp: 0 }]
}

/** `leadingVaults`: the wallet `led-vault`. */
export function leadingVaults(ledger: Ledger | undefined) {
  return worth(ledger, 'led-vault').isZero() ? [] : [{ address: LED, name: 'Led' }]
}

/** `vaultDetails` of a vault that somebody leads: his own share among those of its followers. */
export function vaultDetails(vaultAddress: string, ledger: Ledger | undefined) {
  if (vaultAddress.toLowerCase() !== LED) return null
  return {
    name: 'Led',
    vaultAddress: LED,
    leader: ledger?.key.apiKey ?? LED,
    followerState: null,
    leaderFraction: 0.25,
    followers: [
      { user: 'Leader', vaultEquity: amount(worth(ledger, 'led-vault')), pnl: '0.0', daysFollowing: 3 },
      { user: LENT_TO, vaultEquity: '125000.5', pnl: '12.0', daysFollowing: 2 },
    ],
    isClosed: false,
    relationship: { type: 'normal' },
  }
}

/** `subAccounts2`: those whose ledgers name this address as their main account; null without any. */
export function subAccounts(user: string, exchange: Exchange) {
  const owned = exchange.ledgers().filter(({ master }) => master?.toLowerCase() === user.toLowerCase())
  if (owned.length === 0) return null
  return owned.map((ledger) => ({
    name: ledger.label ?? ledger.scenario,
    subAccountUser: ledger.key.apiKey,
    master: user,
    dexToClearinghouseState: [['', clearinghouseState(ledger, '', exchange)]],
    spotState: spotState(ledger, exchange),
  }))
}
