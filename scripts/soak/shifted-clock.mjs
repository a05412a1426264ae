import { readFileSync } from 'node:fs'

/**
 * Preloaded by Node (`--import`) into the processes of a soak: their `Date` is ahead of the machine's clock by as many
 * milliseconds as SOAK_CLOCK_FILE says. What only ever goes forward (`performance.now`, timers) stays as it is, as when
 * somebody sets a machine's clock.
 */
const file = process.env.SOAK_CLOCK_FILE
const RealDate = Date
const LOOK_MS = 200
let ahead = 0

if (file) {
  const look = () => {
    try {
      ahead = Number(readFileSync(file, 'utf8')) || 0
    } catch {
      ahead = 0
    }
  }
  look()
  setInterval(look, LOOK_MS).unref()
  class ShiftedDate extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + ahead)
      else super(...args)
    }
    static now() {
      return RealDate.now() + ahead
    }
    // Of its own: Next makes a Date of this one from what it has itself.
    static UTC(...args) {
      return RealDate.UTC(...args)
    }
    static parse(text) {
      return RealDate.parse(text)
    }
    /** Those that Node itself makes are dates too. */
    static [Symbol.hasInstance](value) {
      return value instanceof RealDate
    }
  }
  Object.defineProperty(ShiftedDate, 'name', { value: 'Date' })
  globalThis.Date = ShiftedDate
}
