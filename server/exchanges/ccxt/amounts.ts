import { z } from 'zod'
import { Decimal, type DecimalString } from '../../domain/decimal'

const PLAIN = /^-?\d+(\.\d+)?$/
const NUMERIC = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/
/** No amount has more digits; one exponent of a hostile answer would write gigabytes of zeros. */
const MOST_DIGITS = 400

/** The digits as sent, without exponent or plus sign; null for what is empty or no number. */
export function plainDecimal(value: unknown): DecimalString | null {
  if (typeof value === 'number') return Number.isFinite(value) ? new Decimal(value).toFixed() : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (text.length > MOST_DIGITS) return null
  if (PLAIN.test(text)) return text
  if (!NUMERIC.test(text)) return null
  const number = new Decimal(text)
  return number.isFinite() && Math.abs(number.e) <= MOST_DIGITS ? number.toFixed() : null
}

/**
 * An amount that must be there: an empty string or a word in its place is an answer that makes no sense, never a zero.
 */
export const amount = z.unknown().transform((value, context): DecimalString => {
  const plain = plainDecimal(value)
  if (plain !== null) return plain
  context.addIssue({ code: 'custom', message: 'is no number' })
  return z.NEVER
})

/** An amount that an exchange may leave out or empty: null. A word in its place is still senseless. */
export const maybeAmount = z
  .unknown()
  .optional()
  .transform((value, context): DecimalString | null => {
    if (value === undefined || value === null || value === '') return null
    const plain = plainDecimal(value)
    if (plain !== null) return plain
    context.addIssue({ code: 'custom', message: 'is no number' })
    return z.NEVER
  })

/** Ids and flags that some exchanges send as numbers. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
export const maybeText = text.nullish().transform((value) => value ?? null)
/** Flags, also as the strings that `parseJsonExactly` leaves alone. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')])

export function isZero(value: DecimalString | null): boolean {
  return value === null || new Decimal(value).isZero()
}

/** Null for zero: several exchanges send `0` where a figure (a liquidation price, a margin) does not exist. */
export function nonZero(value: DecimalString | null): DecimalString | null {
  return isZero(value) ? null : value
}

/** Sum of what is known; a single non-zero part keeps its own digits. Null when nothing is known. */
export function add(...values: readonly (DecimalString | null)[]): DecimalString | null {
  const known = values.filter((value) => value !== null)
  const counted = known.filter((value) => !isZero(value))
  if (counted.length === 0) return known[0] ?? null
  if (counted.length === 1) return counted[0] ?? null
  return counted.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed()
}

/** Sum of all: of none it is zero, and with one that is not known it is not known either. */
export function addAll(...values: readonly (DecimalString | null)[]): DecimalString | null {
  return values.includes(null) ? null : (add(...values) ?? '0')
}

/** Sum of what several say: null where there are none, and where one does not say. */
export function addEach(values: readonly (DecimalString | null)[]): DecimalString | null {
  return values.length === 0 ? null : addAll(...values)
}

/** `a − b`; `a` keeps its digits when nothing is taken off. */
export function subtract(a: DecimalString, b: DecimalString | null): DecimalString {
  return b === null || isZero(b) ? a : new Decimal(a).minus(b).toFixed()
}

export function absolute(value: DecimalString): DecimalString {
  return value.replace(/^-/, '')
}

export function negated(value: DecimalString): DecimalString {
  return isZero(value) ? absolute(value) : value.startsWith('-') ? value.slice(1) : `-${value}`
}

/** A value that comes without its sign, with the sign of the size that it is of. */
export function signedAs(size: DecimalString, value: DecimalString | null): DecimalString | null {
  return value === null ? null : size.startsWith('-') ? negated(absolute(value)) : absolute(value)
}

/**
 * As `inside`, for what may be null: the key itself must be there, so that a message in place of an answer is not taken for
 * one that says that there is nothing.
 */
export function insideNamed<T extends z.ZodType>(key: string, schema: T) {
  return z
    .unknown()
    .transform((answer, context): unknown => {
      if (typeof answer === 'object' && answer !== null && Object.hasOwn(answer, key)) return Reflect.get(answer, key)
      context.addIssue({ code: 'custom', message: `holds no ${key}` })
      return z.NEVER
    })
    .pipe(schema)
}

/** A schema for what lies under a key of the answer (`result`, `data`): `inside('data', rows)`. */
export function inside<T extends z.ZodType>(key: string, schema: T) {
  return z.preprocess((value) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), schema)
}
