import { ENGLISH, LOCALES, type Reader } from '../../language/reader'
import { sentence } from '../../language/sentence'
import { Decimal, type DecimalString } from '../decimal'
import { formatFixed, formatMoney, formatPercent } from '../number-format'

/** Figures of messages as their reader writes them. Never a rounding up to a limit that was not reached. */

/** Digits as they are, with the reader's own point. */
function plain(value: Decimal, { language }: Reader): string {
  if (language === 'en') return value.toFixed()
  return formatFixed(value.toFixed(), { locale: LOCALES[language].number, max: value.decimalPlaces(), min: 0 })
}

/** `12.3 %` of `0.123`: as many digits as are of use. */
export function percent(share: DecimalString, reader: Reader = ENGLISH): string {
  const value = new Decimal(share).times(100)
  const decimals = value.abs().gte(100) ? 0 : value.abs().gte(10) ? 1 : 2
  const shown = value.toDecimalPlaces(decimals, Decimal.ROUND_DOWN)
  if (reader.language === 'en') return `${shown.toFixed()} %`
  return formatPercent(shown.div(100).toFixed(), {
    locale: LOCALES[reader.language].number,
    decimals: shown.decimalPlaces(),
  })
}

/** `$12,345.67`; cents only below a million. */
export function dollars(amount: DecimalString, { language }: Reader): string {
  const value = new Decimal(amount)
  const decimals = value.abs().gte(1_000_000) ? 0 : 2
  const shown = value.toDecimalPlaces(decimals, Decimal.ROUND_DOWN).toFixed()
  return formatMoney(shown, { locale: LOCALES[language].number, currency: 'USD', decimals })
}

/** `1.62×`. */
export const times = (value: DecimalString, reader: Reader): string =>
  `${plain(new Decimal(value).toDecimalPlaces(2, Decimal.ROUND_DOWN), reader)}×`

/** A stretch of minutes, e.g. `24 hours`. German has it as it stands behind "in" and "seit". */
export function stretch(minutes: number, reader: Reader): string {
  const { say } = reader
  if (minutes < 120 && minutes !== 60) return say(minutes === 1 ? sentence`1 minute` : sentence`${minutes} minutes`)
  if (minutes < 2880 && minutes % 60 === 0) return hours(new Decimal(minutes / 60), reader)
  if (minutes % 1440 !== 0) return hours(new Decimal(minutes).div(60).toDecimalPlaces(1), reader)
  return say(minutes === 1440 ? sentence`1 day` : sentence`${minutes / 1440} days`)
}

const hours = (value: Decimal, reader: Reader): string =>
  reader.say(value.eq(1) ? sentence`1 hour` : sentence`${plain(value, reader)} hours`)

/** `Sat 28 Nov, 22:14 CET`. @param timeZone IANA name */
export function moment(at: Date, timeZone: string, reader: Reader): string {
  return clock(at, reader, { timeZone, timeZoneName: 'short' })
}

/** `Sat 28 Nov, 22:14`, with what else is asked for. */
export function clock(at: Date, { language }: Reader, more: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(LOCALES[language].date, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...more,
  })
  if (language !== 'en') return format.format(at)
  const of = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const given = (parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join(' ')
  return `${given([of.weekday, of.day, of.month, of.year])}, ${given([`${of.hour}:${of.minute}`, of.timeZoneName])}`
}
