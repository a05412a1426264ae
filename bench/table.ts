import type { Goal, Result, Spread } from './harness'

/** The results as a Markdown table: what, ours, baseline, ratio with its spread, goal. */
export function markdown(results: readonly Result[]): string {
  const rows = results.map((result) =>
    'cannotRun' in result
      ? [result.name, result.what, '—', '—', '—', '—', `cannot run here: ${result.cannotRun}`]
      : [
          result.name,
          result.what,
          `${figure(result.ours.median)} ${result.unit}`,
          `${figure(result.base.median)} ${result.unit} (${result.baseline})`,
          spreadOf(result.ratio),
          goalOf(result.goal, result.unit),
          result.goal === null ? '' : result.reached ? 'reached' : 'not reached',
        ],
  )
  const head = ['benchmark', 'what', 'ours', 'baseline', 'ratio: median (min–max)', 'goal', '']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function goalOf(goal: Goal, unit: string): string {
  if (goal === null) return '—'
  if ('oursAtMost' in goal) return `≤ ${figure(goal.oursAtMost)} ${unit}`
  if ('atLeast' in goal) return `≥ ${figure(goal.atLeast)}`
  return `≤ ${figure(goal.atMost)}${goal.each ? ' in each round' : ''}`
}

function spreadOf({ median, min, max }: Spread): string {
  return `${figure(median)} (${figure(min)}–${figure(max)})`
}

/** Three significant digits, without exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '—'
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}
