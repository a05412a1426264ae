import { COMPACT_FROM, formatMoney, formatPercent } from '@/server/domain/number-format'
import { type Display, inDisplayCurrency } from '../format/display'

/** Labels of an axis of money: short, and with as many decimals as it takes to tell neighbouring ones apart. */
export function moneyAxis(values: readonly number[], display: Display): string[] {
  const shown = values.map((value) => inDisplayCurrency(value.toFixed(2), display))
  const numbers = shown.map(({ value }) => Number(value))
  const step = stepOf(numbers)
  return shown.map(({ value, currency }, index) =>
    formatMoney(value, {
      locale: display.locale,
      currency,
      compact: true,
      decimals: decimalsOf(step, unitOf(numbers[index] ?? 0)),
    }),
  )
}

/** Labels of an axis of shares, in percent. */
export function percentAxis(values: readonly number[], locale: string): string[] {
  const decimals = decimalsOf(stepOf(values) * 100, 1)
  return values.map((value) => formatPercent(value.toFixed(8), { locale, decimals }))
}

/** The smallest distance of two neighbours; 0 of fewer than two. */
function stepOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const steps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? value))
  const apart = steps.filter((step) => step > 0)
  return apart.length === 0 ? 0 : Math.min(...apart)
}

/** What the short form counts in: ones, thousands, millions … */
function unitOf(value: number): number {
  const size = Math.abs(value)
  return size < COMPACT_FROM ? 1 : 1000 ** Math.floor(Math.log10(size) / 3)
}

/** Decimals that show a step in that unit, with one more where the step's own second digit counts (250, 2.5). */
function decimalsOf(step: number, unit: number): number {
  if (step === 0) return unit === 1 ? 0 : 2
  for (let decimals = 0; decimals < 6; decimals += 1) {
    const scaled = (step / unit) * 10 ** decimals
    if (scaled >= 0.999 && Math.abs(scaled - Math.round(scaled)) < 0.001 * scaled) return decimals
  }
  return 6
}
