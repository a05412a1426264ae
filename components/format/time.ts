/** Moments as people read them, in their locale and time zone. */
export interface TimeStyle {
  locale: string
  /** IANA name; undefined: this machine's. */
  timeZone: string | undefined
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(style: TimeStyle, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${style.locale} ${style.timeZone ?? ''} ${name}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(style.locale, { ...options, timeZone: style.timeZone, numberingSystem: 'latn' })
    formats.set(key, found)
  }
  return found
}

/** `Nov 23, 2026, 09:28:20 GMT+1`: nothing left to guess. */
export function exactTime(date: Date, style: TimeStyle): string {
  return format(style, 'exact', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(date)
}

/** `Nov 23, 09:28` */
export function shortTime(date: Date, style: TimeStyle): string {
  return format(style, 'short', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date)
}

/** `09:28` */
export function clockTime(date: Date, style: TimeStyle): string {
  return format(style, 'clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date)
}

/** `Nov 23, 2026` */
export function day(date: Date, style: TimeStyle): string {
  return format(style, 'day', { year: 'numeric', month: 'short', day: 'numeric' }).format(date)
}

/** `Nov 23` */
export function dayOfYear(date: Date, style: TimeStyle): string {
  return format(style, 'dayOfYear', { month: 'short', day: 'numeric' }).format(date)
}

/** `Nov 2026` */
export function month(date: Date, style: TimeStyle): string {
  return format(style, 'month', { year: 'numeric', month: 'short' }).format(date)
}

/** `420 ms`, `1.8 s`, `2 min 5 s`, `2 min`: how long something took. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  const minutes = `${Math.floor(seconds / 60)} min`
  return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`
}
