import type { Meter } from './meter'

/** Next keeps several copies of a module; a process counts in one place all the same. */
const KEY = Symbol.for('ballast.meter')
type Holder = typeof globalThis & { [KEY]?: Meter }

/** What counts in this process; undefined where nobody asked for it. */
export function meterOfProcess(): Meter | undefined {
  return (globalThis as Holder)[KEY]
}

/** Has this process count by it from now on. */
export function countBy(meter: Meter): void {
  ;(globalThis as Holder)[KEY] = meter
}
