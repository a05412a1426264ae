import { randomUUID } from 'node:crypto'
import type { Asset, ValuedAccount } from '@/server/domain/types'
import type { Db } from '../client'
import { insertAccount } from './accounts'
import { insertUser } from './users'

/** Rows that tests of queries start from. */
export async function someUser(db: Db, email = `${randomUUID()}@example.com`): Promise<string> {
  const user = await db.asSystem((tx) =>
    insertUser(tx, { email, name: null, passwordHash: null, now: new Date('2026-01-01T00:00:00Z') }),
  )
  if (!user) throw new Error('The address is taken.')
  return user.id
}

export async function someAccount(db: Db, deskId: string, name: string = randomUUID()): Promise<string> {
  const account = await db.asDesk(deskId, (tx) =>
    insertAccount(
      tx,
      deskId,
      { name, nameKey: name, exchange: 'bybit', maskedKey: 'abcde********', keyFingerprint: randomUUID() },
      { masterKeyId: 'k1', wrappedKey: 'd3JhcHBlZA==', secrets: [{ field: 'apiKey', sealed: 'c2VhbGVk' }] },
    ),
  )
  return account.id
}

export function someAsset(change: Partial<Asset> = {}): Asset {
  return {
    symbol: 'USDT',
    assetType: 'token',
    marketType: 'unified',
    walletType: 'unified',
    size: '275.56989474',
    notional: '275.569895',
    unrealizedProfit: '23.33619985',
    initialMargin: '308.47710954',
    maintMargin: '17.08121552',
    marginBalance: '298.90609459',
    leverage: null,
    notionalPctTotal: '0.817474',
    amount: '275.56989474',
    borrowed: '0',
    availableBalance: null,
    price: '1.0000',
    priceRoute: 'USDT-USD',
    priceAsOf: new Date('2026-01-01T00:00:00.123Z'),
    entryPrice: null,
    markPrice: null,
    liquidationPrice: null,
    marginMode: null,
    positionSide: null,
    base: 'USDT',
    settle: null,
    ...change,
  }
}

export function someSnapshot(change: Partial<ValuedAccount> = {}): ValuedAccount {
  return {
    asOf: new Date('2026-01-01T00:00:00.500Z'),
    assets: [someAsset()],
    equities: [],
    equity: '298.90609459',
    bound: 'exact',
    aside: null,
    grossExposure: '0',
    netExposure: '0',
    unpriced: [],
    notIncluded: [],
    warnings: [],
    positionMode: null,
    ...change,
  }
}
