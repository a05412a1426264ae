import { z } from 'zod'
import { Decimal, type DecimalString } from '../../domain/decimal'
import { byPair, type PairMarket } from '../../domain/pairs'
import { plainDecimal } from './amounts'

/** One market of an exchange, as adapters and prices need it. Never mutated: shared by all accounts. */
export interface Market extends PairMarket {
  /** The exchange's own id; spot and derivatives may share one. */
  id: string
  contract: boolean
  linear: boolean
  inverse: boolean
  /** Base coins (linear) or quote currency (inverse) of one contract; `1` for spot. */
  contractSize: DecimalString
  /** The base as the exchange writes it, where that says more than ccxt's code: `kPEPE`, a thousand PEPE. Else `base`. */
  coin: string
  /** False for a market that is closed for trading or delisted. */
  active: boolean
  maxLeverage: DecimalString | null
  /** Of a position whose contract is not on the exchange's list (any more): what its amounts count. */
  unlisted?: 'coins' | 'contracts'
}

const optionalDecimal = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => plainDecimal(value))

const CcxtMarket = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  settle: z.string().nullish(),
  type: z.string().nullish(),
  spot: z.boolean().nullish(),
  linear: z.boolean().nullish(),
  inverse: z.boolean().nullish(),
  active: z.boolean().nullish(),
  contractSize: optionalDecimal,
  expiry: z.union([z.string(), z.number()]).nullish(),
  strike: optionalDecimal,
  optionType: z.string().nullish(),
  limits: z.object({ leverage: z.object({ max: optionalDecimal }).nullish() }).nullish(),
  baseId: z.unknown().optional(),
  info: z.unknown().optional(),
})

/** `BTC/USDT:USDT-260327-100000-C`: what ccxt writes behind the settlement of a contract that expires. */
const TERMS = /:[^-:]+-(\d{6})(?:-([\d.]+)-([CP]))?$/

/** Expiry, strike and kind, from the symbol where the structure leaves them out. */
function termsOf({
  symbol,
  expiry,
  strike,
  optionType,
}: z.output<typeof CcxtMarket>): Pick<Market, 'expiry' | 'strike' | 'optionType'> {
  const [, day, price, kind] = TERMS.exec(symbol) ?? []
  const named =
    day === undefined ? null : Date.UTC(2000 + Number(day.slice(0, 2)), Number(day.slice(2, 4)) - 1, Number(day.slice(4, 6)), 8)
  const written = strike ?? price ?? null
  const told = optionType === 'call' || optionType === 'put' ? optionType : null
  return {
    expiry: expiry == null ? named : Number(expiry),
    strike: written === null ? null : new Decimal(written).toFixed(),
    optionType: told ?? (kind === 'C' ? 'call' : kind === 'P' ? 'put' : null),
  }
}

/**
 * ccxt writes every code in capitals, and a thousand PEPE (`kPEPE`) is then no other than a coin of that name (KAVA, KSM):
 * only the exchange's own spelling, somewhere in its answer, tells them apart.
 */
function coinOf({ base, id, baseId, info }: z.output<typeof CcxtMarket>): string {
  if (!/^K[A-Z0-9]{2,}$/.test(base)) return base
  const small = `k${base.slice(1)}`
  const own = typeof info === 'object' && info !== null ? Object.values(info) : []
  return [id, baseId, ...own].some((text) => typeof text === 'string' && text.startsWith(small)) ? small : base
}

/** A ccxt market structure reduced to what is used; null for one that has no base, quote or symbol (ccxt has a few). */
export function toMarket(value: unknown): Market | null {
  const parsed = CcxtMarket.safeParse(value)
  if (!parsed.success) return null
  const market = parsed.data
  const settle = market.settle || null
  const type = market.type ?? (settle === null ? 'spot' : 'swap')
  const inverse = market.inverse ?? (settle !== null && settle === market.base)
  return {
    id: market.id,
    symbol: market.symbol,
    base: market.base,
    coin: coinOf(market),
    quote: market.quote,
    settle: type === 'spot' || type === 'margin' ? null : (settle ?? (inverse ? market.base : market.quote)),
    type: type === 'margin' ? 'spot' : type,
    contract: type !== 'spot' && type !== 'margin',
    linear: market.linear ?? !inverse,
    inverse,
    contractSize: market.contractSize ?? '1',
    active: market.active ?? true,
    ...termsOf(market),
    maxLeverage: market.limits?.leverage?.max ?? null,
  }
}

/** Mends a market where ccxt's structure leaves something out that the exchange's own says. */
export type Refine = (market: Market, structure: unknown) => Market

/** The markets of one exchange, found by the exchange's id, by pair, and by coin. */
export class MarketBook {
  readonly all: readonly Market[]
  /** Ids that this book was loaded for in vain: contracts that the exchange lists no more. */
  readonly absent = new Set<string>()
  readonly #byId = new Map<string, Market[]>()
  #pairs: ReadonlyMap<string, Market> | undefined
  #coins: ReadonlySet<string> | undefined

  constructor(markets: Iterable<Market>) {
    this.all = [...markets]
    for (const market of this.all) {
      const same = this.#byId.get(market.id)
      if (same) same.push(market)
      else this.#byId.set(market.id, [market])
    }
  }

  /** From ccxt's `markets` (by symbol) or a list of its structures. */
  static of(structures: Iterable<unknown>, refine: Refine = (market) => market): MarketBook {
    const markets: Market[] = []
    for (const structure of structures) {
      const market = toMarket(structure)
      if (market) markets.push(refine(market, structure))
    }
    return new MarketBook(markets)
  }

  /** The same markets in a book that tells which of them are found by id or pair. */
  noting(note: (market: Market) => void): MarketBook {
    return new NotingBook(this.all, note)
  }

  /** By the exchange's id; `test` tells apart what shares an id (`BTCUSDT` is spot and perp). */
  byId(id: string, test: (market: Market) => boolean = () => true): Market | undefined {
    return this.#byId.get(id)?.find(test)
  }

  /** A derivative by the exchange's id. */
  contract(id: string, test: (market: Market) => boolean = () => true): Market | undefined {
    return this.byId(id, (market) => market.contract && test(market))
  }

  byPair(pair: string): Market | undefined {
    this.#pairs ??= byPair(this.all)
    return this.#pairs.get(pair)
  }

  /** True for a code that is base or quote of a spot market here. */
  hasCoin(code: string): boolean {
    this.#coins ??= new Set(this.all.filter((market) => !market.contract).flatMap((market) => [market.base, market.quote]))
    return this.#coins.has(code)
  }
}

class NotingBook extends MarketBook {
  constructor(
    markets: Iterable<Market>,
    private readonly note: (market: Market) => void,
  ) {
    super(markets)
  }

  override byId(id: string, test?: (market: Market) => boolean): Market | undefined {
    return this.#noted(super.byId(id, test))
  }

  override byPair(pair: string): Market | undefined {
    return this.#noted(super.byPair(pair))
  }

  #noted(market: Market | undefined): Market | undefined {
    if (market) this.note(market)
    return market
  }
}
