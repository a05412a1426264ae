import net from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'
import { storeSuccess } from '@/server/services/balances/store'
import { benchAccount, benchSnapshot, benchUser } from '../context'
import { benchDatabase } from '../database'
import { type Benchmark, timed } from '../harness'

const ASSETS = 40
const WRITES = 50

/** What one refresh stores, against the least that PostgreSQL can do with the same rows. */
export const snapshotWrite: Benchmark = {
  name: 'snapshot-write',
  what: `a snapshot of ${ASSETS} assets written: assets, equity, roll-ups, notify (ms each, of ${WRITES})`,
  baseline: 'one COPY of the same rows',
  unit: 'ms',
  goal: { atMost: 1.8 },
  rounds: 7,
  prepare: async () => {
    const database = await benchDatabase()
    const ctx = await benchUser(database.db)
    const row = await benchAccount(ctx, 'bench')
    const connection = undelayed(database.url)
    await connection.unsafe(
      `create table if not exists copy_target as select snapshot_id, user_id, ordinal, symbol, asset_type, market_type, wallet_type, base,
       settle, size, amount, borrowed, notional, notional_pct_total, unrealized_profit, initial_margin, maint_margin, margin_balance,
       available_balance, leverage, price, price_route, price_as_of, entry_price, mark_price, liquidation_price, margin_mode, position_side
       from snapshot_assets limit 0`,
    )
    let moment = Date.now() - 86_400_000
    const next = () => {
      moment += 60_000
      return new Date(moment)
    }
    return {
      ours: async () => {
        const total = await timed(async () => {
          for (let count = 0; count < WRITES; count++) {
            const asOf = next()
            await storeSuccess(ctx, { row, intervalSeconds: 60, startedAt: asOf }, benchSnapshot(asOf, ASSETS, count))
          }
        })
        return total / WRITES
      },
      baseline: async () => {
        const total = await timed(async () => {
          for (let count = 0; count < WRITES; count++) {
            const text = copyText(count + 1, ctx.deskId, benchSnapshot(next(), ASSETS, count))
            await pipeline(Readable.from([text]), await connection`copy copy_target from stdin`.writable())
          }
        })
        return total / WRITES
      },
      close: async () => {
        await connection.end()
        await database.close()
      },
    }
  },
}

/** COPY sends small messages one after the other: with Nagle's algorithm the baseline would wait 40 ms for nothing. */
function undelayed(url: string): postgres.Sql {
  const { hostname, port } = new URL(url)
  const socket = () =>
    new Promise<net.Socket>((resolve, reject) => {
      const opened = net.connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(opened))
      opened.once('error', reject)
    })
  return postgres(url, { max: 1, onnotice: () => {}, socket } as postgres.Options<Record<string, never>>)
}

function copyText(id: number, deskId: string, snapshot: ReturnType<typeof benchSnapshot>): string {
  return snapshot.assets
    .map((asset, ordinal) =>
      [
        id,
        deskId,
        ordinal,
        asset.symbol,
        asset.assetType,
        asset.marketType,
        asset.walletType,
        asset.base,
        asset.settle,
        asset.size,
        asset.amount,
        asset.borrowed,
        asset.notional,
        asset.notionalPctTotal,
        asset.unrealizedProfit,
        asset.initialMargin,
        asset.maintMargin,
        asset.marginBalance,
        asset.availableBalance,
        asset.leverage,
        asset.price,
        asset.priceRoute,
        asset.priceAsOf?.toISOString(),
        asset.entryPrice,
        asset.markPrice,
        asset.liquidationPrice,
        asset.marginMode,
        asset.positionSide,
      ]
        .map((value) => value ?? '\\N')
        .join('\t'),
    )
    .join('\n')
    .concat('\n')
}
