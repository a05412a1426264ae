import { createHash, randomUUID } from 'node:crypto'
import type { Db } from '@/db/client'
import { type AccountRow, insertAccount } from '@/db/queries/accounts'
import { insertUser } from '@/db/queries/users'
import type { ServiceContext } from '@/server/context'
import type { Asset, ValuedAccount } from '@/server/domain/types'
import type { ExchangePort } from '@/server/exchanges/port'
import { FakeExchanges } from '@/server/exchanges/testing'
import { createLog } from '@/server/log'
import { openVault } from '@/server/services/testing'

/** A signed-in user on this database; exchanges are fakes where the benchmark does not measure them. */
export async function benchUser(db: Db, exchanges: ExchangePort = new FakeExchanges()): Promise<ServiceContext> {
  const user = await db.asSystem((tx) =>
    insertUser(tx, { email: `${randomUUID()}@bench.local`, name: null, passwordHash: null, now: new Date() }),
  )
  if (!user) throw new Error('The user exists.')
  return {
    db,
    exchanges,
    vault: openVault,
    now: () => new Date(),
    log: createLog('silent'),
    deskId: user.id,
    actor: { kind: 'system' },
    signal: new AbortController().signal,
  }
}

export function benchAccount({ db, deskId }: ServiceContext, name: string, exchange = 'bybit'): Promise<AccountRow> {
  return db.asDesk(deskId, (tx) =>
    insertAccount(
      tx,
      deskId,
      { name, nameKey: name.toLowerCase(), exchange, maskedKey: 'bench********', keyFingerprint: randomUUID() },
      { masterKeyId: 'bench', wrappedKey: '', secrets: [] },
    ),
  )
}

/** A valued account with as many assets as asked, half of them positions. */
export function benchSnapshot(asOf: Date, assets: number, seed = 0): ValuedAccount {
  return {
    asOf,
    assets: Array.from({ length: assets }, (_, index) => benchAsset(index, seed)),
    equities: [
      {
        walletType: 'unified',
        totalEquity: '100000.123456',
        marginBalance: '98000.5',
        initialMargin: '12000.25',
        maintMargin: '4000.125',
        availableMargin: '86000.25',
        marginRatio: '0.040816',
        unrealizedProfit: '123.456789',
        reportedEquity: '100001.5',
      },
    ],
    equity: String(100_000 + (seed % 1000)),
    bound: 'exact',
    aside: null,
    grossExposure: '250000.123456',
    netExposure: '-12000.654321',
    unpriced: [],
    notIncluded: [],
    warnings: [],
    positionMode: 'one_way',
  }
}

/** Digits that repeat nowhere: those of a real book are no two alike, and pack as such. */
function digits(...of: number[]): string {
  return createHash('sha256').update(of.join(' ')).digest('hex').replace(/\D/g, '').padEnd(8, '7').slice(0, 8)
}

function benchAsset(index: number, seed: number): Asset {
  const position = index % 2 === 1
  const base = `COIN${index}`
  const figure = (whole: number, which: number) => `${whole}.${digits(index, seed, which)}`
  return {
    symbol: position ? `${base}:PERP-USDT` : base,
    assetType: position ? 'position' : 'token',
    marketType: position ? 'perp' : 'unified',
    walletType: 'unified',
    size: `${1 + index}.${String(seed % 100_000).padStart(8, '0')}`,
    notional: figure(100 + index, 1),
    unrealizedProfit: figure(1, 2),
    initialMargin: figure(30, 3),
    maintMargin: figure(3, 4),
    marginBalance: figure(99, 5),
    leverage: position ? '10' : null,
    notionalPctTotal: `0.025${digits(index, seed, 6).slice(0, 3)}`,
    amount: figure(1 + index, 7),
    borrowed: '0',
    availableBalance: '0.5',
    price: figure(1805, 8),
    priceRoute: `${base}-USDT, USDT-USD`,
    priceAsOf: new Date(0),
    entryPrice: position ? `1791.${digits(index, 9)}` : null,
    markPrice: position ? figure(1805, 8) : null,
    liquidationPrice: position ? figure(1512, 10) : null,
    marginMode: position ? 'cross' : null,
    positionSide: position ? 'long' : null,
    base,
    settle: position ? 'USDT' : null,
  }
}
