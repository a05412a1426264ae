import { dayPrices } from '@/db/queries/day-prices'
import { listSideReadings } from '@/db/queries/side-readings'
import type { ServiceContext } from '@/server/context'
import { type RiskFacts, riskAccount } from '@/server/domain/risk/account'
import { BETA_DAYS, betasOf, LEAST_BETA_DAYS } from '@/server/domain/risk/beta'
import { heldCoins } from '@/server/domain/risk/coins'
import { greeksByCoin, optionGreeks } from '@/server/domain/risk/greeks'
import { isStale } from '@/server/domain/staleness'
import type { AccountView, BookRiskView } from '@/server/domain/views'
import { requireScope } from '../authorise'
import { readOptionMarks } from '../beside/options'
import { tableFor, tablesNow } from '../beside/tables'
import { heldAccounts } from './held'

const DAY_MS = 86_400_000

const isOld = ({ refreshIntervalSeconds: intervalSeconds, lastError }: AccountView, asOf: Date, now: Date) =>
  isStale({ asOf, intervalSeconds, failed: lastError !== null }, now)

/** Smaller coins than so many change nothing that could be seen, and are moved as Bitcoin is. */
const MOST_BETAS = 300

/**
 * All active accounts as far as prices change them, and how far coins go with Bitcoin: of daily prices of readings in which
 * the user held both. The page moves prices by itself. Asks no exchange.
 */
export async function getRisk(ctx: ServiceContext): Promise<BookRiskView> {
  requireScope(ctx, 'read')
  const held = await heldAccounts(ctx)
  const readings = held.map((each) => ({
    ...each,
    stale: each.snapshot !== null && isOld(each.account, each.snapshot.asOf, ctx.now()),
  }))
  const coins = heldCoins(held.flatMap(({ snapshot }) => snapshot ?? []))
  // What a coin is worth now, no old reading tells.
  const fresh = heldCoins(readings.flatMap(({ snapshot, stale }) => (snapshot === null || stale ? [] : snapshot)))
  const prices = new Map(fresh.map(({ coin, price }) => [coin, price]))
  const symbols = new Map(coins.slice(0, MOST_BETAS).map(({ coin, symbol }) => [symbol, coin]))
  // Bitcoin that is not held any more was perhaps held long enough.
  if (!coins.some(({ coin }) => coin === 'BTC')) symbols.set('BTC', 'BTC')
  const from = new Date(ctx.now().getTime() - (BETA_DAYS + 1) * DAY_MS)
  const [days, beside] = await ctx.db.asDesk(ctx.deskId, (tx) =>
    // Neither waits for the other's answer.
    Promise.all([
      dayPrices(tx, ctx.deskId, [...symbols.keys()], from),
      listSideReadings(tx, ctx.deskId, { ids: null, kinds: ['tables', 'options'] }),
    ]),
  )
  const ofKind = (wanted: string) => beside.filter(({ kind }) => kind === wanted)
  const tables = new Map(ofKind('tables').map((reading) => [reading.accountId, tablesNow(reading, ctx.now())]))
  const marks = new Map(ofKind('options').map((reading) => [reading.accountId, readOptionMarks(reading, ctx.now())]))
  const betas = betasOf(days.map(({ symbol, day, usd }) => ({ coin: symbols.get(symbol) ?? symbol, day, usd })))
  const facts: RiskFacts = {
    priceOf: (coin) => prices.get(coin) ?? null,
    tiersOf: (accountId, pair, mode) => tableFor(tables.get(accountId), pair, mode),
    optionMarkOf: (accountId, pair) => marks.get(accountId)?.get(pair) ?? null,
  }
  const accounts = readings.map(({ account, snapshot, stale }) => {
    const who = {
      accountId: account.id,
      accountName: account.name,
      exchange: account.exchange,
      exchangeName: account.exchangeName,
    }
    return riskAccount({ account: { ...who, stale }, reading: snapshot }, facts)
  })
  const read = held.flatMap(({ snapshot }) => (snapshot ? [snapshot.asOf.getTime()] : []))
  return {
    accounts,
    betas,
    betaDays: { back: BETA_DAYS, least: LEAST_BETA_DAYS },
    coins: coins.map(({ coin, gross }) => ({ coin, gross: gross.toFixed() })),
    greeks: greeksByCoin(optionGreeks(accounts)),
    oldestAsOf: read.length === 0 ? null : new Date(Math.min(...read)),
  }
}
