import { z } from 'zod'
import type { Ledger } from './ledger'

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'not a decimal number')
const fixed = z.record(z.string(), z.string())

const ledgerSchema = z.strictObject({
  scenario: z.string().regex(/^[a-z0-9-]+$/),
  description: z.string().min(1),
  venue: z.string().min(1),
  uid: z.string().min(1),
  label: z.string().optional(),
  master: z.string().min(1).optional(),
  key: z.strictObject({
    apiKey: z.string().min(1),
    apiSecret: z.string(),
    passphrase: z.string().optional(),
    permissions: z.array(z.enum(['read', 'trade', 'withdraw', 'transfer'])),
    ipList: z.array(z.string()).optional(),
    revoked: z.boolean().optional(),
  }),
  positionMode: z.enum(['one_way', 'hedge']),
  mode: z.string().optional(),
  tokens: z.array(
    z.strictObject({
      wallet: z.string().min(1),
      coin: z.string().min(1),
      balance: decimal,
      locked: decimal.optional(),
      borrowed: decimal.optional(),
      interest: decimal.optional(),
      collateral: z.boolean().optional(),
      fixed: fixed.optional(),
    }),
  ),
  positions: z.array(
    z.strictObject({
      wallet: z.string().min(1),
      market: z.string().min(1),
      contracts: decimal,
      entryPrice: decimal,
      leverage: decimal,
      marginMode: z.enum(['cross', 'isolated']),
      side: z.enum(['net', 'long', 'short']),
      isolatedMargin: decimal.optional(),
      fixed: fixed.optional(),
    }),
  ),
  orders: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        market: z.string().min(1),
        side: z.enum(['buy', 'sell']),
        contracts: decimal,
        price: decimal.optional(),
        trigger: decimal.optional(),
        kind: z.enum(['stop', 'take_profit']).optional(),
        reduceOnly: z.boolean(),
      }),
    )
    .optional(),
  prices: z.record(z.string(), decimal).optional(),
})

/** Throws with the source's name and every fault in it. */
export function parseLedger(value: unknown, source: string): Ledger {
  const result = ledgerSchema.safeParse(value)
  if (result.success) return result.data
  throw new Error(`${source}: ${result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')}`)
}
