import { Decimal, type DecimalString, ZERO } from '../decimal'
import { twinsOf } from '../flows/twins'
import type { FlowEntry, FlowKind } from '../flows/types'
import type { ExternalFlow } from './types'

/** Entries as performance sees them. */

/** An entry with its price and what is known of its other end. */
export interface PricedFlow extends FlowEntry {
  rowId: string
  accountId: string
  ledger: string
  /** Kind that a person gave it; null: the exchange's stands. */
  setKind: FlowKind | null
  /** USD per coin at its time; null: not known. */
  price: DecimalString | null
  feePrice: DecimalString | null
  /** Row id of the other leg; null: none here. */
  pairedWith: string | null
}

export const kindOf = ({ kind, setKind }: Pick<PricedFlow, 'kind' | 'setKind'>): FlowKind => setKind ?? kind

/** Kinds that come from or go to outside, where nobody knows better: a word that nobody mapped must not become performance. */
export const EXTERNAL_KINDS = ['deposit', 'withdrawal', 'transfer', 'other'] as const satisfies readonly FlowKind[]
const EXTERNAL: ReadonlySet<FlowKind> = new Set(EXTERNAL_KINDS)

/** Values are kept to so many decimals everywhere, so that sums of the same entries are the same to the last of them. */
export const VALUE_DECIMALS = 18

/** Value in USD of so many coins. */
export const worth = (amount: Decimal | DecimalString, price: Decimal | DecimalString): Decimal =>
  new Decimal(amount).times(price).toDecimalPlaces(VALUE_DECIMALS)

/** Signed value in USD at its time; null where the coin had no price. */
export function usdOf({ amount, price }: Pick<PricedFlow, 'amount' | 'price'>): Decimal | null {
  return price === null ? null : worth(amount, price)
}

/**
 * Entries that changed what their account held: done ones, without those that only moved coins between the account's own
 * wallets (each names both wallets, or is a pair with another of the same account), and without those that another of its
 * ledgers tells already.
 */
export function changesOfAccount<F extends PricedFlow>(flows: readonly F[]): F[] {
  const accounts = new Map(flows.map(({ rowId, accountId }) => [rowId, accountId]))
  const twins = twinsOf(flows)
  return flows.filter(({ rowId, state, counterpart, pairedWith, accountId }) => {
    if (state !== 'done' || twins.has(rowId) || (counterpart !== null && counterpart.wallet !== null)) return false
    return pairedWith === null || accounts.get(pairedWith) !== accountId
  })
}

export const isExternal = (flow: Pick<PricedFlow, 'kind' | 'setKind'>) => EXTERNAL.has(kindOf(flow))

/** Coins of a transfer between accounts of the user's, from leaving one to arriving in the other. */
export interface Transfer {
  outId: string
  inId: string
  outAccount: string
  inAccount: string
  coin: string
  leftAt: Date
  /** Null: not yet. */
  arrivedAt: Date | null
  /** USD of what left, positive, at that time; null: not known. */
  left: Decimal | null
  /** USD of what arrived, at that time; null: not yet, or not known. */
  arrived: Decimal | null
  /** Coins that left, positive. */
  size: Decimal
}

/** Pairs of entries whose accounts are both among those given. */
export function transfersOf(flows: readonly PricedFlow[], accountIds: ReadonlySet<string>): Transfer[] {
  const byId = new Map(flows.map((flow) => [flow.rowId, flow]))
  return flows.flatMap((out) => {
    const into = out.pairedWith === null ? undefined : byId.get(out.pairedWith)
    const leaves = new Decimal(out.amount).isNegative() && out.state === 'done'
    if (!into || !leaves || into.state === 'failed' || out.accountId === into.accountId) return []
    if (!accountIds.has(out.accountId) || !accountIds.has(into.accountId)) return []
    const arrived = into.state === 'done'
    return [
      {
        outId: out.rowId,
        inId: into.rowId,
        outAccount: out.accountId,
        inAccount: into.accountId,
        coin: out.coin,
        leftAt: out.at,
        arrivedAt: arrived ? into.at : null,
        left: usdOf(out)?.neg() ?? null,
        arrived: arrived ? usdOf(into) : null,
        size: new Decimal(out.amount).abs(),
      },
    ]
  })
}

/** USD on the way at a moment: what left one account and had not arrived in the other, at its value when it left. */
export function inTransit(transfers: readonly Transfer[], at: Date): Decimal {
  return transfers
    .filter(({ leftAt, arrivedAt }) => leftAt <= at && (arrivedAt === null || arrivedAt > at))
    .reduce((total, { left }) => total.plus(left ?? ZERO), ZERO)
}

/**
 * External flows of a set of accounts with a value, and the coins of those without.
 * @param lies which of them count: all, if not given. Others still tell which entries are the same movement.
 */
export function externalFlows(
  flows: readonly PricedFlow[],
  transfers: readonly Transfer[],
  lies: (flow: PricedFlow) => boolean = () => true,
): { flows: (ExternalFlow & { rowId: string; accountId: string })[]; leftOut: string[] } {
  const within = new Set(transfers.flatMap(({ outId, inId }) => [outId, inId]))
  const external = changesOfAccount(flows).filter((flow) => isExternal(flow) && !within.has(flow.rowId) && lies(flow))
  const leftOut = new Set<string>()
  const valued = external.flatMap((flow) => {
    const value = usdOf(flow)
    if (value === null) {
      leftOut.add(flow.coin)
      return []
    }
    return [{ at: flow.at, value, rowId: flow.rowId, accountId: flow.accountId }]
  })
  return { flows: valued, leftOut: [...leftOut].sort() }
}
