import { Decimal } from '../../domain/decimal'
import type { Asset, ValuedAccount } from '../../domain/types'
import { valueRecording } from '../replay/replay'
import { recording, type TestRecording } from './recordings.testing'

type Path = readonly (string | number)[]

/** Where an answer has an amount. */
function amountsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => amountsIn(part, [...path, index]))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, part]) => amountsIn(part, [...path, name]))
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ? [path] : []
}

/** The answer with nothing at a place of it. */
function without(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return null
  if (Array.isArray(value)) return value.map((part, index) => (index === name ? without(part, rest) : part))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === name ? without(part, rest) : part]))
}

const FIGURES = [
  ...(['size', 'notional', 'unrealizedProfit', 'initialMargin', 'maintMargin', 'marginBalance', 'leverage'] as const),
  ...(['borrowed', 'availableBalance', 'entryPrice', 'markPrice', 'liquidationPrice'] as const),
]
const keyOf = ({ walletType, symbol, positionSide, marginMode }: Asset) =>
  [walletType, symbol, positionSide, marginMode].filter(Boolean).join(' ')

/** Where profit is not known, what a coin is worth with it stands for its size. */
const holdsProfit = ({ unrealizedProfit, marginBalance, size }: Asset) =>
  unrealizedProfit === null && marginBalance !== null && new Decimal(size).eq(marginBalance)

/** Figures that are others than before, though nobody says so. One that is not known any more is none of them. */
function changes(before: ValuedAccount, after: ValuedAccount): string[] {
  const said = ({ warnings, notIncluded }: ValuedAccount) => JSON.stringify([warnings, notIncluded])
  if (said(before) !== said(after)) return []
  const found = new Map(after.assets.map((asset) => [keyOf(asset), asset]))
  const equity = after.equity === before.equity ? [] : ['equity']
  return [
    ...equity,
    ...before.assets.flatMap((asset) => {
      const now = found.get(keyOf(asset))
      if (!now) return [`${keyOf(asset)} is gone`]
      const spared = holdsProfit(now) ? ['size', 'notional'] : []
      return FIGURES.filter((name) => {
        const [was, is] = [asset[name], now[name]]
        return is !== null && !spared.includes(name) && (was === null || !new Decimal(was).eq(is))
      }).map((name) => `${keyOf(asset)} ${name}`)
    }),
  ]
}

/**
 * Reads answers with one amount after the other left empty, and tells which figures that makes others of, with nothing said:
 * an amount that is not told must make what it was in not known, or the answer one that makes no sense; never a zero.
 * `what was left empty: what became of it`, each once, without those of another source (`stood in for`).
 */
export async function emptied(test: TestRecording, stoodInFor: readonly RegExp[] = []): Promise<string[]> {
  const account = await valueRecording(recording(test))
  const found = new Set<string>()
  for (const [index, call] of test.calls.entries())
    for (const path of amountsIn(call.response)) {
      const calls = test.calls.map((one, at) => (at === index ? { ...one, response: without(one.response, path) } : one))
      const after = await valueRecording(recording({ ...test, calls })).catch(() => null)
      const name = [call.path, ...path.filter((part) => typeof part === 'string')].join(' ')
      for (const change of after === null ? [] : changes(account, after)) found.add(`${name}: ${change}`)
    }
  return [...found].filter((line) => !stoodInFor.some((pattern) => pattern.test(line)))
}
