import { z } from 'zod'
import { faultSchema } from './faults'
import { parseLedger } from './ledger-schema'
import type { Simulator } from './simulator'

const decimal = z.string().regex(/^\d+(\.\d+)?$/)
const priceSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('freeze') }),
  z.strictObject({ action: z.literal('unfreeze') }),
  z.strictObject({ action: z.literal('step'), steps: z.number().int().min(1).max(1_000_000).default(1) }),
  z.strictObject({ action: z.literal('clear') }),
  z.strictObject({ action: z.literal('set-market'), venue: z.string(), market: z.string(), price: decimal }),
  z.strictObject({ action: z.literal('set-coin'), coin: z.string(), usd: decimal }),
])
const executionSchema = z.strictObject({
  venue: z.string().default('bybit'),
  apiKey: z.string(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  size: decimal.refine((size) => Number(size) > 0, 'must be more than 0'),
  price: decimal.optional(),
  positionSide: z.enum(['long', 'short']).optional(),
  wallet: z.string().optional(),
})
const endSchema = z.strictObject({ venue: z.string(), apiKey: z.string() })
const sendingSchema = z
  .strictObject({
    from: endSchema.optional(),
    to: endSchema.optional(),
    coin: z.string(),
    amount: decimal.refine((amount) => Number(amount) > 0, 'must be more than 0'),
    fee: decimal.default('0'),
    minutes: z.number().min(0).max(1440).default(10),
  })
  .refine(({ from, to }) => from ?? to, 'from or to must name an account')
const limitSchema = z.strictObject({ venue: z.string(), market: z.string(), maxLeverage: decimal })
const scaleSchema = z.strictObject({ scale: z.number().positive() })

/** A control request is wrong; its message goes to whoever sent it. */
class BadControl extends Error {}

/**
 * The control API, `/_control/<what>`: `state`, `ledgers` (GET, PUT, DELETE ?venue&uid), `prices` (GET ?venue&market,
 * POST), `executions` (POST), `sendings` (POST), `movements` (GET ?venue&scenario), `streams` (GET, DELETE), `faults` (GET, POST, DELETE ?id), `journal` (GET
 * ?venue&path&apiKey, DELETE), `leverage-limits` (POST), `rate-limits` (POST scale, DELETE). JSON in and out; 400 with `error` for a wrong request, 404 for an unknown one.
 */
export function control(simulator: Simulator, method: string, path: string, query: URLSearchParams, body: string) {
  try {
    const answer = answerTo(simulator, `${method} ${path}`, query, body)
    return answer === undefined ? { status: 404, body: { error: `no ${method} ${path}` } } : { status: 200, body: answer }
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } }
    return { status: 400, body: { error: error instanceof Error ? error.message : 'wrong request' } }
  }
}

function answerTo(simulator: Simulator, call: string, query: URLSearchParams, body: string): unknown {
  const need = (name: string) => {
    const value = query.get(name)
    if (value === null) throw new BadControl(`${name} is missing`)
    return value
  }
  switch (call) {
    case 'GET state':
      return state(simulator)
    case 'GET ledgers':
      return simulator.ledgers(query.get('venue') ?? undefined)
    case 'PUT ledgers':
      simulator.putLedger(parseLedger(json(body), 'ledger'))
      return state(simulator)
    case 'DELETE ledgers':
      return { removed: simulator.removeLedger(need('venue'), need('uid')) }
    case 'GET prices': {
      const exchange = simulator.exchange(need('venue'))
      const market = need('market')
      return { mark: exchange.markPrice(market), last: exchange.lastPrice(market), index: exchange.indexPrice(market) }
    }
    case 'POST prices':
      movePrices(simulator, priceSchema.parse(json(body)))
      return state(simulator)
    case 'POST executions': {
      const { venue, apiKey, symbol, ...input } = executionSchema.parse(json(body))
      const { market, ...execution } = simulator.execute(venue, apiKey, symbol, input)
      return { market: market.id, ...execution }
    }
    case 'POST sendings':
      return simulator.send(sendingSchema.parse(json(body)))
    case 'GET movements': {
      const exchange = simulator.exchange(need('venue'))
      return exchange.movements(simulator.ledger(need('venue'), need('scenario')))
    }
    case 'GET streams':
      return simulator.streams.list()
    case 'DELETE streams':
      return { dropped: simulator.streams.drop() }
    case 'GET faults':
      return simulator.faults.list()
    case 'POST faults':
      return simulator.addFault(faultSchema.parse(json(body)))
    case 'DELETE faults':
      return { removed: simulator.faults.clear(query.get('id') ?? undefined) }
    case 'GET journal':
      return simulator.journal.list({
        venue: query.get('venue') ?? undefined,
        path: query.get('path') ?? undefined,
        apiKey: query.get('apiKey') ?? undefined,
      })
    case 'DELETE journal':
      simulator.journal.clear()
      return {}
    case 'POST leverage-limits': {
      const { venue, market, maxLeverage } = limitSchema.parse(json(body))
      simulator.setMaxLeverage(venue, market, maxLeverage)
      return {}
    }
    case 'POST rate-limits':
      simulator.limiter.scale(scaleSchema.parse(json(body)).scale)
      return {}
    case 'DELETE rate-limits':
      simulator.limiter.clear()
      return {}
    default:
      return undefined
  }
}

function movePrices(simulator: Simulator, change: z.infer<typeof priceSchema>): void {
  if (change.action === 'freeze') simulator.freeze()
  else if (change.action === 'unfreeze') simulator.unfreeze()
  else if (change.action === 'step') simulator.step(change.steps)
  else if (change.action === 'clear') simulator.clearPrices()
  else if (change.action === 'set-coin') simulator.setCoinPrice(change.coin, change.usd)
  else simulator.setPrice(change.venue, change.market, change.price)
}

function state(simulator: Simulator) {
  return {
    seed: simulator.seed,
    frozen: simulator.prices.frozen,
    steps: simulator.prices.steps,
    venues: simulator.venues.map(({ id, hosts }) => ({ id, hosts })),
    ledgers: simulator.ledgers().map(({ venue, scenario, uid, description }) => ({ venue, scenario, uid, description })),
    faults: simulator.faults.list().length,
  }
}

function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new BadControl('the body is no JSON')
  }
}
