import { type Said, sentence } from '../language/sentence'
import { known } from './amounts'
import { Decimal, type DecimalString } from './decimal'
import type { EquityBound } from './types'
import type { ExposureRow } from './views/balances'

/**
 * What a share link shows. Services bring amounts (`ShareSource`); `sharedView` makes of them what may be told, and a page
 * is drawn of that alone: with `percent` no amount is in it, so none can be in what is sent.
 */

export const SHARE_PARTS = ['equity', 'exposure', 'positions', 'returns'] as const
export type SharePart = (typeof SHARE_PARTS)[number]
export const SHARE_UNITS = ['amounts', 'percent'] as const
export type ShareUnit = (typeof SHARE_UNITS)[number]
/** Seconds: at once, a quarter of an hour, a day. */
export const SHARE_DELAYS = [0, 900, 86_400] as const
export const SHARE_RANGES = ['7d', '30d', '90d', '1y'] as const
export type ShareRange = (typeof SHARE_RANGES)[number]

/** So many rows of a table are sent at most; how many more there are is said. */
const MOST_ROWS = 100
/** Shares carry so many digits: more of them would tell what they are shares of. */
const SHARE_DECIMALS = 6
const DAY_MS = 86_400_000

/** A position as it was read, amounts in USD. */
export interface SharePosition {
  pair: string
  exchangeName: string
  /** In coins; negative when short. */
  size: DecimalString
  notional: DecimalString | null
  unrealizedProfit: DecimalString | null
  entryPrice: DecimalString | null
  markPrice: DecimalString | null
  leverage: DecimalString | null
}

/** Everything that a link's figures are made of; amounts in USD. */
export interface ShareSource {
  /** The moment of which they are. */
  moment: Date
  /** The oldest reading that the book rests on; null: none. */
  oldestAsOf: Date | null
  /** Accounts that are shown, and those of them of which nothing was known then. */
  accounts: number
  unread: number
  book: {
    equity: DecimalString | null
    gross: DecimalString | null
    net: DecimalString | null
    bounds: { equity: EquityBound; gross: EquityBound; net: EquityBound; leverage: EquityBound }
    coins: readonly ExposureRow[]
    positions: readonly SharePosition[]
  } | null
  curve: {
    points: readonly { at: Date; close: DecimalString | null }[]
    bound: EquityBound
    change: DecimalString | null
    changeRatio: DecimalString | null
    maxDrawdown: DecimalString | null
  } | null
  returns: {
    /** The last day (UTC, `2026-11-28`) that is in them. */
    until: string | null
    twr: DecimalString | null
    twrYearly: DecimalString | null
    gain: DecimalString | null
    volatility: DecimalString | null
    sharpe: DecimalString | null
    drawdown: DecimalString | null
    best: DecimalString | null
    worst: DecimalString | null
    /** Growth since the beginning at the end of each day; null from where it is not known. */
    index: readonly { day: string; index: DecimalString | null }[]
    /** Not all that came and went is known. */
    gap: boolean
  } | null
}

/** A number and how it is to be read: USD, a share (0.1 is 10 %), a multiple, a price, coins, or as it is. Null: not known. */
export interface SharedFigure {
  value: DecimalString | null
  as: 'usd' | 'share' | 'times' | 'price' | 'coins' | 'number' | 'count'
  bound: EquityBound
  /** A gain or loss: with its sign, and in its colour. */
  signed: boolean
}

export interface SharedTable {
  columns: readonly string[]
  rows: readonly { name: string; note: Said; cells: readonly SharedFigure[] }[]
  /** Rows that are not sent. */
  more: number
}

export interface SharedCurve {
  /** What the values are. */
  as: 'usd' | 'share'
  points: readonly { at: Date; value: DecimalString | null }[]
}

/** All that is sent to whoever looks; its words in English, to be said in the language of whoever looks. */
export interface SharedView {
  title: string
  unit: ShareUnit
  delaySeconds: number
  range: ShareRange
  moment: Date
  oldestAsOf: Date | null
  accounts: number
  unread: number
  /** What the part's figures in brief are, by part. */
  parts: readonly {
    part: SharePart
    figures: readonly { label: string; figure: SharedFigure }[]
    curve: SharedCurve | null
    table: SharedTable | null
    notes: readonly Said[]
  }[]
}

export interface ShareTerms {
  title: string
  parts: readonly SharePart[]
  unit: ShareUnit
  delaySeconds: number
}

const figure = (
  value: DecimalString | null,
  as: SharedFigure['as'],
  { bound = 'exact', signed = false }: { bound?: EquityBound; signed?: boolean } = {},
): SharedFigure => ({ value, as, bound, signed })

/** `part ÷ whole` where both are known and the whole is worth something. */
function shareOf(part: DecimalString | null, whole: DecimalString | null): DecimalString | null {
  const [of, all] = [known(part), known(whole)]
  return of === null || all === null || all.lte(0) ? null : of.div(all).toDecimalPlaces(SHARE_DECIMALS).toFixed()
}

const rounded = (ratio: DecimalString | null) => known(ratio)?.toDecimalPlaces(SHARE_DECIMALS).toFixed() ?? null

/** What may be told of a source on a link's terms. */
export function sharedView(terms: ShareTerms, range: ShareRange, source: ShareSource): SharedView {
  const { title, unit, delaySeconds, parts } = terms
  const { moment, oldestAsOf, accounts, unread } = source
  const made = { equity: equityPart, exposure: exposurePart, positions: positionsPart, returns: returnsPart }
  return {
    ...{ title, unit, delaySeconds, range, moment, oldestAsOf, accounts, unread },
    parts: SHARE_PARTS.filter((part) => parts.includes(part)).map((part) => ({ part, ...made[part](unit, source) })),
  }
}

type Part = Omit<SharedView['parts'][number], 'part'>

function equityPart(unit: ShareUnit, { book, curve }: ShareSource): Part {
  const amounts = unit === 'amounts'
  const points = curve?.points ?? []
  const first = points.find(({ close }) => close !== null)?.close ?? null
  const bound = curve === null || curve.bound === 'exact' ? 'exact' : 'uncertain'
  return {
    figures: [
      ...(amounts
        ? [
            {
              label: /*i18n*/ 'Equity',
              figure: figure(book?.equity ?? null, 'usd', { bound: book?.bounds.equity ?? 'uncertain' }),
            },
          ]
        : []),
      { label: /*i18n*/ 'Change', figure: figure(rounded(curve?.changeRatio ?? null), 'share', { bound, signed: true }) },
      ...(amounts
        ? [{ label: /*i18n*/ 'Change in USD', figure: figure(curve?.change ?? null, 'usd', { bound, signed: true }) }]
        : []),
      { label: /*i18n*/ 'Deepest fall', figure: figure(rounded(curve?.maxDrawdown ?? null), 'share', { bound }) },
    ],
    curve: {
      as: amounts ? 'usd' : 'share',
      points: points.map(({ at, close }) => ({ at, value: amounts ? close : shareOf(close, first) })),
    },
    table: null,
    notes: [
      /*i18n*/ 'Deposits and withdrawals are in it.',
      ...(amounts ? [] : [/*i18n*/ '100% is the beginning of what is shown.']),
      ...(curve && curve.bound !== 'exact' ? [/*i18n*/ 'Something that is held has no known value, and is not in it.'] : []),
    ],
  }
}

function exposurePart(unit: ShareUnit, { book }: ShareSource): Part {
  const amounts = unit === 'amounts'
  const of = (value: DecimalString | null, bound: EquityBound, signed = false) =>
    amounts
      ? figure(value, 'usd', { bound, signed })
      : figure(shareOf(value, book?.equity ?? null), 'share', {
          bound: book?.bounds.equity === 'exact' ? bound : 'uncertain',
          signed,
        })
  const bounds = book?.bounds ?? { gross: 'uncertain', net: 'uncertain', leverage: 'uncertain' }
  const coins = book?.coins ?? []
  const inDoubt = coins.some(({ partial }) => partial)
  return {
    figures: [
      { label: /*i18n*/ 'Gross exposure', figure: of(book?.gross ?? null, bounds.gross) },
      { label: /*i18n*/ 'Net exposure', figure: of(book?.net ?? null, bounds.net) },
      {
        label: /*i18n*/ 'Leverage',
        figure: figure(shareOf(book?.gross ?? null, book?.equity ?? null), 'times', { bound: bounds.leverage }),
      },
    ],
    curve: null,
    table: {
      columns: [/*i18n*/ 'Long', /*i18n*/ 'Short', /*i18n*/ 'Net'],
      rows: coins.slice(0, MOST_ROWS).map(({ base, long, short, net, partial }) => {
        const bound = partial ? 'uncertain' : 'exact'
        return {
          name: base,
          note: partial ? /*i18n*/ 'not all valued' : '',
          cells: [of(long, bound), of(short, bound), of(net, bound, true)],
        }
      }),
      more: Math.max(0, coins.length - MOST_ROWS),
    },
    notes: [
      ...(amounts ? [] : [/*i18n*/ 'All are shares of equity.']),
      ...(inDoubt ? [/*i18n*/ 'Something is held of some coins that has no known value.'] : []),
    ],
  }
}

function positionsPart(unit: ShareUnit, { book, unread }: ShareSource): Part {
  const amounts = unit === 'amounts'
  // Of an equity that is a bound, or in doubt, a share is neither a bound of the one side nor of the other.
  const bound = book === null || book.bounds.equity === 'exact' ? 'exact' : 'uncertain'
  const positions = book?.positions ?? []
  const equity = book?.equity ?? null
  const shown = [...positions].sort(byWorth).slice(0, MOST_ROWS)
  const rows = shown.map((position) => {
    const { pair, exchangeName, size, notional, unrealizedProfit, entryPrice, markPrice, leverage } = position
    const times = figure(leverage, 'times')
    const cells = amounts
      ? [
          figure(size, 'coins'),
          figure(notional, 'usd'),
          figure(entryPrice, 'price'),
          figure(markPrice, 'price'),
          figure(unrealizedProfit, 'usd', { signed: true }),
          times,
        ]
      : [
          figure(shareOf(notional, equity), 'share', { bound }),
          figure(sinceEntry(position), 'share', { signed: true }),
          figure(shareOf(unrealizedProfit, equity), 'share', { bound, signed: true }),
          times,
        ]
    return {
      name: pair,
      note: size.startsWith('-') ? sentence`Short · ${exchangeName}` : sentence`Long · ${exchangeName}`,
      cells,
    }
  })
  return {
    figures: [
      {
        label: /*i18n*/ 'Open positions',
        figure: figure(book ? String(positions.length) : null, 'count', { bound: unread > 0 ? 'at_least' : 'exact' }),
      },
    ],
    curve: null,
    table: {
      columns: amounts
        ? [/*i18n*/ 'Size', /*i18n*/ 'Value', /*i18n*/ 'Entry', /*i18n*/ 'Mark', /*i18n*/ 'Unrealized', /*i18n*/ 'Leverage']
        : [/*i18n*/ 'Of equity', /*i18n*/ 'Since entry', /*i18n*/ 'Unrealized, of equity', /*i18n*/ 'Leverage'],
      rows,
      more: Math.max(0, positions.length - MOST_ROWS),
    },
    notes: [],
  }
}

/** The largest first; what has no value last. */
function byWorth(a: SharePosition, b: SharePosition): number {
  const worth = ({ notional }: SharePosition) => known(notional)?.abs() ?? new Decimal(-1)
  return worth(b).comparedTo(worth(a)) || (a.pair < b.pair ? -1 : a.pair > b.pair ? 1 : 0)
}

/** What the price has done for the position since it was entered, as a share of its entry. */
function sinceEntry({ size, entryPrice, markPrice }: SharePosition): DecimalString | null {
  const [entry, mark] = [known(entryPrice), known(markPrice)]
  if (entry === null || mark === null || entry.lte(0)) return null
  const rise = mark.div(entry).minus(1)
  return (size.startsWith('-') ? rise.neg() : rise).toDecimalPlaces(SHARE_DECIMALS).toFixed()
}

function returnsPart(unit: ShareUnit, { returns, moment }: ShareSource): Part {
  const of = (value: DecimalString | null | undefined, signed = true) => figure(rounded(value ?? null), 'share', { signed })
  return {
    figures: [
      { label: /*i18n*/ 'Return', figure: of(returns?.twr) },
      ...(returns?.twrYearly ? [{ label: /*i18n*/ 'A year', figure: of(returns.twrYearly) }] : []),
      ...(unit === 'amounts' ? [{ label: /*i18n*/ 'Gain', figure: figure(returns?.gain ?? null, 'usd', { signed: true }) }] : []),
      { label: /*i18n*/ 'Deepest fall', figure: of(returns?.drawdown, false) },
      { label: /*i18n*/ 'Volatility, a year', figure: of(returns?.volatility, false) },
      { label: /*i18n*/ 'Sharpe', figure: figure(known(returns?.sharpe)?.toDecimalPlaces(2).toFixed() ?? null, 'number') },
      { label: /*i18n*/ 'Best day', figure: of(returns?.best) },
      { label: /*i18n*/ 'Worst day', figure: of(returns?.worst) },
    ],
    curve: {
      as: 'share',
      points: (returns?.index ?? []).map(({ day, index }) => ({ at: new Date(`${day}T00:00:00Z`), value: rounded(index) })),
    },
    table: null,
    notes: [
      /*i18n*/ 'Time-weighted: what came in and went out is no gain.',
      ...(returns?.until ? [daysTo(returns.until, moment)] : []),
      ...(returns?.gap ? [/*i18n*/ 'Not known: not all that came in and went out is known.'] : []),
    ],
  }
}

/** What the days are, of which the last may still go on. @param until that last day, UTC */
function daysTo(until: string, moment: Date): Said {
  const ends = Date.parse(`${until}T00:00:00Z`) + DAY_MS
  return moment.getTime() < ends
    ? sentence`Days (UTC), of which the last, ${until}, is not over yet.`
    : sentence`Whole days (UTC), to the end of ${until}.`
}
