/** Prices of the sample's coins: they move as prices do, follow from the time alone, and are nobody's. */

const HOUR = 3_600_000
const DAY = 24 * HOUR

interface Course {
  /** USD. */
  around: number
  /** How far it goes from there, by waves of days, of hours and of minutes, as a share. */
  swings: readonly [days: number, hours: number, minutes: number]
  /** Radians by which its waves are shifted from those of the others. */
  phase: number
}

const COURSES: Readonly<Record<string, Course>> = {
  BTC: { around: 96_000, swings: [0.06, 0.015, 0.0012], phase: 0.4 },
  ETH: { around: 3_400, swings: [0.08, 0.022, 0.0018], phase: 0.9 },
  SOL: { around: 190, swings: [0.11, 0.03, 0.0025], phase: 2.1 },
}
const DOLLARS: ReadonlySet<string> = new Set(['USDT', 'USDC'])
/** Lengths of the waves; none divides another, so that days are not alike. */
const LENGTHS = [11.3 * DAY, 17.9 * HOUR, 43 * 60_000] as const

/** USD of one coin at a moment (milliseconds), to a cent; null for a coin that the sample does not have. */
export function samplePrice(coin: string, at: number): string | null {
  if (DOLLARS.has(coin)) return '1'
  const course = COURSES[coin]
  if (!course) return null
  const moved = LENGTHS.reduce(
    (sum, length, wave) => sum + (course.swings[wave] ?? 0) * Math.sin((2 * Math.PI * at) / length + course.phase * (wave + 1)),
    0,
  )
  return (course.around * (1 + moved)).toFixed(2)
}
