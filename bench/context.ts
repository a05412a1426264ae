import { randomUUID } from 'node:crypto'
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
    userId: user.id,
    actor: { kind: 'system' },
    signal: new AbortController().signal,
  }
}

export function benchAccount({ db, userId }: ServiceContext, name: string, exchange = 'bybit'): Promise<AccountRow> {
  return db.asUser(userId, (tx) =>
    insertAccount(
      tx,
      userId,
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

function benchAsset(index: number, seed: number): Asset {
  const position = index % 2 === 1
  const base = `COIN${index}`
  return {
    symbol: position ? `${base}:PERP-USDT` : base,
    assetType: position ? 'position' : 'token',
    marketType: position ? 'perp' : 'unified',
    walletType: 'unified',
    size: `${1 + index}.${String(seed % 100_000).padStart(8, '0')}`,
    notional: `${100 + index}.123456`,
    unrealizedProfit: '1.23456789',
    initialMargin: '30.12345678',
    maintMargin: '3.01234567',
    marginBalance: '99.87654321',
    leverage: position ? '10' : null,
    notionalPctTotal: '0.025000',
    amount: `${1 + index}.12345678`,
    borrowed: '0',
    availableBalance: '0.5',
    price: '1805.64',
    priceRoute: `${base}-USDT, USDT-USD`,
    priceAsOf: new Date(0),
    entryPrice: position ? '1791.03' : null,
    markPrice: position ? '1805.64' : null,
    liquidationPrice: position ? '1512.5' : null,
    marginMode: position ? 'cross' : null,
    positionSide: position ? 'long' : null,
    base,
    settle: position ? 'USDT' : null,
  }
}
