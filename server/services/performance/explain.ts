import { oldestPoint } from '@/db/queries/points'
import type { ServiceContext } from '@/server/context'
import { fixed } from '@/server/domain/amounts'
import { type Decimal, ZERO } from '@/server/domain/decimal'
import { addParts, noParts, PARTS, type Part, type Parts } from '@/server/domain/performance/attribution'
import { addCoins, type Chained, type CoinSum, chain, noRows } from '@/server/domain/performance/chain'
import type { ExplainView, PartEntries } from '@/server/domain/views'
import type { ExplainInput } from '@/server/schemas/flows'
import { chooseAccounts } from '../accounts/load'
import { requireScope } from '../authorise'
import { rangeOf } from '../history/range'
import { readChains } from './chains'
import { partsView } from './parts-view'

const DECIMALS = 18
/** Rows told of one part. */
const MOST_ROWS = 1000

/**
 * What a change of equity is made of, over accounts, or for one coin of theirs: flows, prices of what was held, profit of
 * positions, funding, interest, fees, rewards, and what nothing explains. Parts add up to the change. An account's stretch
 * ends with the last reading up to which its ledgers have been looked at: what moved since would be explained by nothing.
 * @throws DomainError `not_found` that says which account
 */
export async function explainChange(ctx: ServiceContext, input: ExplainInput): Promise<ExplainView> {
  requireScope(ctx, 'read')
  const accounts = await chooseAccounts(ctx, input)
  const { from, to } = await rangeOf(input, ctx.now(), () => ctx.db.asDesk(ctx.deskId, (tx) => oldestPoint(tx, ctx.deskId)))
  const { chains, width } = await readChains(ctx, accounts, { from, to })
  const made = chains.flatMap(({ account, points, flows, begins }) => {
    const chained = chain(points, flows, begins)
    return chained ? [{ account, chained: settled(chained, input.coin) }] : []
  })
  return summed({ from, to, width }, made)
}

/** The same of one coin alone: its rows too. */
function settled(chained: Chained, coin: string | undefined): Chained {
  if (coin === undefined) return chained
  const own = chained.coins.get(coin)
  const coins = new Map(own ? [[coin, own]] : [])
  const rows = noRows()
  for (const part of PARTS) for (const row of own?.rows[part] ?? []) rows[part].add(row)
  const leftOut = new Set(own?.unpriced ? [coin] : [])
  return { ...chained, coins, rows, leftOut, change: own?.change ?? ZERO, parts: chained.parts && (own ? own.parts : noParts()) }
}

function summed(
  { from, to, width }: { from: Date; to: Date; width: number },
  made: readonly { account: { id: string; name: string }; chained: Chained }[],
): ExplainView {
  let [change, parts]: [Decimal, Parts | null] = [ZERO, noParts()]
  const coins = new Map<string, CoinSum>()
  const rows = noRows()
  const leftOut = new Set<string>()
  for (const { chained } of made) {
    change = change.plus(chained.change)
    parts = parts && chained.parts && addParts(parts, chained.parts)
    addCoins(coins, chained.coins.values())
    for (const part of PARTS) for (const row of chained.rows[part]) rows[part].add(row)
    for (const coin of chained.leftOut) leftOut.add(coin)
  }
  return {
    from,
    to,
    change: made.length === 0 ? null : text(change),
    parts: made.length === 0 || parts === null ? null : partsView(parts),
    widthSeconds: width,
    coins: [...coins.values()]
      .sort((a, b) => b.change.abs().cmp(a.change.abs()) || (a.coin < b.coin ? -1 : 1))
      .map(({ coin, change: moved, trades, parts: own, unexplainedSize, unpriced, rows: behind }) => ({
        coin,
        change: text(moved),
        trades: text(trades),
        parts: partsView(own),
        unexplainedSize: unexplainedSize.toFixed(),
        unpriced,
        entries: entriesOf((part) => new Set(behind[part]).size),
      })),
    accounts: made.map(({ account, chained }) => ({
      accountId: account.id,
      accountName: account.name,
      from: chained.from,
      to: chained.to,
      change: text(chained.change),
      parts: chained.parts && partsView(chained.parts),
      entries: entriesOf((part) => chained.rows[part].size),
    })),
    rows: rowsView(rows),
    leftOut: [...leftOut].sort(),
  }
}

function entriesOf(count: (part: Part) => number): PartEntries {
  const entries: PartEntries = {}
  for (const part of PARTS) if (count(part) > 0) entries[part] = count(part)
  return entries
}

const text = (value: Decimal) => fixed(value, DECIMALS)

function rowsView(rows: Record<Part, ReadonlySet<string>>): Record<Part, string[]> {
  const newest = (part: Part) => [...rows[part]].sort((a, b) => Number(b) - Number(a)).slice(0, MOST_ROWS)
  return {
    flows: newest('flows'),
    prices: newest('prices'),
    unrealized: newest('unrealized'),
    realized: newest('realized'),
    funding: newest('funding'),
    interest: newest('interest'),
    fees: newest('fees'),
    rewards: newest('rewards'),
    unexplained: newest('unexplained'),
  }
}
