import { Decimal, type DecimalString } from './decimal'

/**
 * Decimal strings as people read them. No amount passes through a float: rounding is Decimal's, and of the locale only
 * its separators and its way of writing percent and currency are taken. Digits are Latin everywhere, so that columns
 * line up.
 */

export const MINUS = '\u2212'
const NO_BREAK_SPACE = '\u00a0'

/** `always`: a plus before gains; zero never has a sign. */
export type SignDisplay = 'auto' | 'always'

interface LocaleMarks {
  decimal: string
  integer: Intl.NumberFormat
  /** `1` before and after the number where percent is written, e.g. ` %`. */
  percentSuffix: string
  percentPrefix: string
}

const marksByLocale = new Map<string, LocaleMarks>()

function marksOf(locale: string): LocaleMarks {
  let marks = marksByLocale.get(locale)
  if (marks) return marks
  const latin = { numberingSystem: 'latn' } as const
  const percent = new Intl.NumberFormat(locale, { ...latin, style: 'percent', minimumFractionDigits: 1 }).formatToParts(0.5)
  const at = percent.findIndex(({ type }) => type === 'integer')
  const behind = percent.findIndex(({ type }) => type === 'fraction') + 1
  const text = (parts: Intl.NumberFormatPart[]) => parts.map(({ value }) => value).join('')
  marks = {
    decimal: percent.find(({ type }) => type === 'decimal')?.value ?? '.',
    integer: new Intl.NumberFormat(locale, { ...latin, maximumFractionDigits: 0 }),
    percentPrefix: text(percent.slice(0, at)),
    percentSuffix: text(percent.slice(behind)),
  }
  marksByLocale.set(locale, marks)
  return marks
}

/**
 * Has the browser load what it knows of a locale, which takes it longer than all numbers of a page: before they come, and in
 * steps, since together they keep a phone from answering a finger.
 */
export const warmLocale = (locale: string, currency: string): (() => void)[] => [
  () => void marksOf(locale),
  () => void marksOfCurrency(locale, currency),
]

export interface FixedOptions {
  locale: string
  /** Digits after the point, at most; rounded half away from zero. */
  max: number
  /** Digits after the point, at least; the rest of the zeros is dropped. Default: `max`. */
  min?: number
  sign?: SignDisplay
}

/** The sign to write before a value; nothing before zero. */
function signOf(value: Decimal, sign: SignDisplay): string {
  if (value.isZero()) return ''
  if (value.isNegative()) return MINUS
  return sign === 'always' ? '+' : ''
}

/** Whole numbers of no more digits have no separator in any locale. */
const UNGROUPED = 3

/** Digits, separators, and nothing else; without a sign. */
function magnitude(value: Decimal, { locale, max, min = max }: Omit<FixedOptions, 'sign'>): string {
  const [whole = '0', digits = ''] = value.abs().toFixed(max).split('.')
  const { decimal, integer } = marksOf(locale)
  let kept = digits.length
  while (kept > min && digits[kept - 1] === '0') kept -= 1
  const grouped = whole.length <= UNGROUPED ? whole : integer.format(BigInt(whole))
  return kept === 0 ? grouped : grouped + decimal + digits.slice(0, kept)
}

/** `-1234.5` → `−1,234.50`. A value that is not 0 but rounds to it keeps two significant digits instead. */
export function formatFixed(value: DecimalString, { sign = 'auto', ...options }: FixedOptions): string {
  const exact = new Decimal(value)
  const max = Math.max(options.max, tinyDecimals(exact, options.max))
  const shown = exact.toDecimalPlaces(max)
  return signOf(shown, sign) + magnitude(shown, { ...options, max, min: options.min ?? options.max })
}

/** Decimals that leave two significant digits of a value too small for `max` decimals; 0 for all others. */
function tinyDecimals(value: Decimal, max: number): number {
  if (value.isZero() || !value.toDecimalPlaces(max).isZero()) return 0
  return Math.min(-value.e + 1, 18)
}

/**
 * Decimals for an amount of a coin worth `price` USD: the last digit is worth about a cent, so a bitcoin shows more of
 * them than a meme coin. Six where the price is not known.
 */
export function amountDecimals(price: DecimalString | null): number {
  if (price === null) return 6
  const usd = new Decimal(price).abs()
  if (usd.isZero()) return 6
  return Math.max(0, Math.min(8, usd.e + 3))
}

/** Decimals for a price: six significant digits, at least two after the point. */
export function priceDecimals(price: DecimalString): number {
  const value = new Decimal(price)
  return value.isZero() ? 2 : Math.max(2, Math.min(14, 5 - value.e))
}

/** `0.01234` → `1.23%`, in the locale's way; whole percents from a thousand on, more digits of what is too small for these. */
export function formatPercent(
  ratio: DecimalString,
  { locale, sign = 'auto', decimals = 2 }: { locale: string; sign?: SignDisplay; decimals?: number },
): string {
  const percent = new Decimal(ratio).times(100)
  const max = percent.abs().gte(1000) ? 0 : decimals
  const { percentPrefix, percentSuffix } = marksOf(locale)
  const places = placesOf(percent, max)
  const shown = percent.toDecimalPlaces(places)
  const nearly = shown.isZero() && !percent.isZero()
  const text = percentPrefix + magnitude(shown, { locale, max: nearly ? 0 : places }) + percentSuffix
  return (nearly ? NEARLY : signOf(shown, sign)) + text
}

/** Stands before a nought that is none, but so little that nobody asks how little. */
const NEARLY = '\u2248'
/** By so many more digits what is too small for the usual ones is shown. */
const MORE_PLACES = 3

/** Digits after the point: of what the usual ones would show as nothing, as many as its first digit takes, within reason. */
function placesOf(value: Decimal, max: number): number {
  if (value.isZero() || !value.toDecimalPlaces(max).isZero()) return max
  return Math.min(-value.e, max + MORE_PLACES)
}

/** Where a currency's symbol stands, by locale. */
function currencyMarks(locale: string, currency: string): { prefix: string; suffix: string } {
  if (!/^(USD|EUR|GBP|JPY|CHF|AUD|CAD|SGD|HKD)$/.test(currency)) return { prefix: '', suffix: NO_BREAK_SPACE + currency }
  const parts = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    numberingSystem: 'latn',
  }).formatToParts(1)
  const first = parts.findIndex(({ type }) => type === 'integer')
  const last = parts.findLastIndex(({ type }) => type === 'integer' || type === 'fraction')
  const text = (some: Intl.NumberFormatPart[]) => some.map(({ value }) => value).join('')
  return { prefix: text(parts.slice(0, first)), suffix: text(parts.slice(last + 1)) }
}

const currencyMarksCache = new Map<string, { prefix: string; suffix: string }>()

function marksOfCurrency(locale: string, currency: string) {
  const key = `${locale} ${currency}`
  let marks = currencyMarksCache.get(key)
  if (!marks) {
    marks = currencyMarks(locale, currency)
    currencyMarksCache.set(key, marks)
  }
  return marks
}

/** Decimals of sums in a currency: two for money, more where one unit is worth a fortune. */
export function currencyDecimals(currency: string): number {
  if (currency === 'BTC') return 6
  if (currency === 'ETH') return 5
  return currency === 'JPY' ? 0 : 2
}

export interface MoneyOptions {
  locale: string
  /** The currency that `value` is in. */
  currency: string
  sign?: SignDisplay
  /** Thousands and millions in short (`12.3K`), from ten thousand on. */
  compact?: boolean
  /** Without the currency's symbol, where the column names it. */
  bare?: boolean
  /** Digits after the point instead of the usual ones, in the short form too: an axis has as many as its steps need. */
  decimals?: number
}

/** A sum of money. What is not 0 but below the last shown digit has its first digit (`$0.004`), or reads `≈$0`, never `$0.00`. */
export function formatMoney(
  value: DecimalString,
  { locale, currency, sign = 'auto', compact, bare, decimals }: MoneyOptions,
): string {
  const exact = new Decimal(value)
  const { prefix, suffix } = bare ? { prefix: '', suffix: '' } : marksOfCurrency(locale, currency)
  const max = decimals ?? currencyDecimals(currency)
  const places = decimals === undefined ? placesOf(exact, max) : max
  const shown = exact.toDecimalPlaces(places)
  if (decimals === undefined && shown.isZero() && !exact.isZero()) {
    return NEARLY + prefix + magnitude(shown, { locale, max: 0 }) + suffix
  }
  const digits =
    compact && exact.abs().gte(COMPACT_FROM) ? formatCompact(exact, locale, decimals) : magnitude(shown, { locale, max: places })
  return signOf(shown, sign) + prefix + digits + suffix
}

/** Sums from here on have a short form. */
export const COMPACT_FROM = 10_000

const compactFormats = new Map<string, Intl.NumberFormat>()

/** Three significant digits, or so many decimals, and the locale's word for thousands or millions; without a sign. */
function formatCompact(value: Decimal, locale: string, decimals?: number): string {
  const key = `${locale} ${decimals ?? ''}`
  let format = compactFormats.get(key)
  if (!format) {
    const digits =
      decimals === undefined
        ? { maximumSignificantDigits: 3 }
        : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    format = new Intl.NumberFormat(locale, { notation: 'compact', numberingSystem: 'latn', ...digits })
    compactFormats.set(key, format)
  }
  // The digits of an axis or of a short form survive a float whole.
  if (decimals !== undefined) return format.format(value.abs().toNumber())
  // Three digits survive a float whole.
  return format.format(value.abs().toSignificantDigits(3).toNumber())
}

/** An amount of a coin. `price` in USD decides the digits; zeros at the end are dropped. */
export function formatAmount(
  value: DecimalString,
  {
    locale,
    price,
    sign = 'auto',
    compact,
  }: { locale: string; price: DecimalString | null; sign?: SignDisplay; compact?: boolean },
): string {
  const exact = new Decimal(value)
  if (compact && exact.abs().gte(100_000)) return signOf(exact, sign) + formatCompact(exact, locale)
  return formatFixed(value, { locale, max: amountDecimals(price), min: 0, sign })
}

/** A price in its quote currency; its digits depend on its size alone, so a moving price keeps its width. */
export function formatPrice(value: DecimalString, locale: string): string {
  return formatFixed(value, { locale, max: priceDecimals(value) })
}

/** `10` → `10×`; up to two decimals. */
export function formatMultiple(value: DecimalString, locale: string): string {
  return `${formatFixed(value, { locale, max: 2, min: 0 })}×`
}
