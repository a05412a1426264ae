import { Decimal, type DecimalString } from '../decimal'
import { type Direction, deathShock, Path } from './deaths'
import { PoolSums } from './pool'
import { DEATH_STEP, HIGHEST_SHOCK, LOWEST_SHOCK } from './shock'
import type { Beta, RiskAccount, RiskPool, Scope, Spare } from './types'

/** One transfer of money that keeps the account that dies first alive for longest. */
export interface SavingTransfer {
  from: { accountId: string; wallet: string }
  to: { accountId: string; wallet: string; kind: RiskPool['kind']; symbol: string | null }
  /** USD, whole cents. */
  usd: DecimalString
  /** The receiver's liquidation before and after; null: none on the whole path. Shocks, as shares. */
  before: number
  after: number | null
  /** The giver's liquidation after; null: none on the path. */
  giverAfter: number | null
}

/** Givers that are tried: those with most to spare. */
const MOST_GIVERS = 30
const SEARCH_STEPS = 24

interface Pools {
  account: RiskAccount
  pools: PoolSums[]
}

/**
 * "What would save it": of all transfers of free money to the pool that dies first one way, the one after which neither the
 * receiver nor the giver dies for longest; of amounts that come to the same the least. Money is taken from other accounts and
 * from other wallets of the receiver's own; never more than the giver's exchange calls free, never coins that would have to
 * be sold. Null: nothing dies on the path, or nobody can spare anything that helps.
 */
export function savingTransfer(
  accounts: readonly RiskAccount[],
  scope: Scope,
  betas: readonly Beta[],
  direction: Direction,
): SavingTransfer | null {
  const path = new Path(scope, betas)
  const all = accounts
    .filter(({ unknown }) => unknown.length === 0)
    .map((account) => ({
      account,
      pools: account.pools.map((pool) => new PoolSums(pool)),
    }))
  const first = firstToDie(all, path, direction)
  if (first === null) return null
  const givers = all
    .flatMap((each) => each.account.spare.map((spare) => ({ ...each, spare })))
    .filter(
      ({ account, spare }) => account !== first.account || spare.pool === null || account.pools[spare.pool] !== first.pool.pool,
    )
    .sort((a, b) => new Decimal(b.spare.usd).comparedTo(a.spare.usd) || (a.account.accountId < b.account.accountId ? -1 : 1))
    .slice(0, MOST_GIVERS)
  let best: { saved: Saved; giver: (typeof givers)[number] } | null = null
  for (const giver of givers) {
    const saved = bestAmount(first.pool, giver, path, direction)
    const better =
      best === null || saved.score > best.saved.score || (saved.score === best.saved.score && saved.usd < best.saved.usd)
    if (better) best = { saved, giver }
  }
  if (best === null || best.saved.score <= Math.abs(first.shock) || best.saved.usd <= 0) return null
  const { saved, giver } = best
  const [only] = first.pool.pool.positions
  return {
    from: { accountId: giver.account.accountId, wallet: giver.spare.wallet },
    to: {
      accountId: first.account.accountId,
      wallet: first.pool.pool.wallet,
      kind: first.pool.pool.kind,
      symbol: first.pool.pool.kind === 'isolated' ? (only?.symbol ?? null) : null,
    },
    usd: new Decimal(saved.usd).toFixed(2),
    before: first.shock,
    after: deathShock(first.pool, path, direction, saved.usd),
    giverAfter: giverDeath(giver, path, direction, saved.usd),
  }
}

function firstToDie(all: readonly Pools[], path: Path, direction: Direction) {
  let first: { account: RiskAccount; pool: PoolSums; shock: number } | null = null
  for (const { account, pools } of all) {
    for (const pool of pools) {
      const shock = deathShock(pool, path, direction)
      if (shock !== null && (first === null || Math.abs(shock) < Math.abs(first.shock))) first = { account, pool, shock }
    }
  }
  return first
}

interface Saved {
  /** How far prices may go before one of the two dies; the end of the path where neither does. */
  score: number
  /** USD. */
  usd: number
}

type Giver = Pools & { spare: Spare }

const giverPool = ({ pools, spare }: Giver) => (spare.pool === null ? null : (pools[spare.pool] ?? null))

function giverDeath(giver: Giver, path: Path, direction: Direction, given: number): number | null {
  const pool = giverPool(giver)
  return pool === null ? null : deathShock(pool, path, direction, -given)
}

/** What a receiver gains with the amount and a giver loses with it: the amount at which the nearer of both is farthest. */
function bestAmount(receiver: PoolSums, giver: Giver, path: Path, direction: Direction): Saved {
  // Farther than any that is found: nothing dies.
  const end = (direction === 'down' ? -LOWEST_SHOCK : HIGHEST_SHOCK) + DEATH_STEP
  const reach = (shock: number | null) => (shock === null ? end : Math.abs(shock))
  const received = (given: number) => reach(deathShock(receiver, path, direction, given))
  const left = (given: number) => reach(giverDeath(giver, path, direction, given))
  const score = (given: number) => Math.min(received(given), left(given))
  const most = Number(giver.spare.usd)
  // All of it brings the receiver less far than the giver still goes: there is nothing to weigh.
  if (received(most) < Math.min(left(most), end)) return { score: received(most), usd: most }
  // The first amount at which the receiver goes as far as the giver then does, or to the end of the path.
  let [low, high] = [0, most]
  for (let step = 0; step < SEARCH_STEPS; step += 1) {
    const middle = (low + high) / 2
    if (received(middle) >= Math.min(left(middle), end)) high = middle
    else low = middle
  }
  const cents = (usd: number) => Math.min(Math.ceil(usd * 100 - 1e-6) / 100, most)
  const [above, below] = [cents(high), Math.floor(low * 100) / 100]
  return score(below) > score(above) ? { score: score(below), usd: below } : { score: score(above), usd: above }
}
