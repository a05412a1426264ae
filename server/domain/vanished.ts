import { Decimal } from './decimal'
import type { ValuedAccount } from './types'

/** How long it is told of an account that holds nothing that it held something before. */
const TOLD_FOR = 7 * 24 * 3_600_000
const WORDS = /^Everything that was held at (\S+) /

type Stored = Pick<ValuedAccount, 'asOf' | 'assets' | 'warnings' | 'equity'>

/**
 * Whether everything is gone at once: something was held at the last reading, and nothing is now. A person may have moved
 * it all; an exchange that answers an account without coins may as well have lost its way.
 */
export function hasVanished(before: Pick<Stored, 'assets'> | null, now: Pick<Stored, 'assets'>): boolean {
  return before !== null && before.assets.length > 0 && now.assets.length === 0
}

/**
 * The sentence that marks an empty reading after one that held something: of this reading, or as the last one has it, for
 * a week. Null where there is nothing to say.
 */
export function vanishedWarning(before: Stored | null, now: Pick<Stored, 'assets' | 'asOf'>): string | null {
  if (before === null || now.assets.length > 0) return null
  if (hasVanished(before, now)) {
    const worth = before.equity === null ? '' : `worth ${new Decimal(before.equity).toDecimalPlaces(2).toFixed()} USD `
    return `Everything that was held at ${before.asOf.toISOString()} ${worth}is gone, in two readings one after the other. If nobody moved it, compare with the exchange: its answer may lack the account.`
  }
  const told = before.warnings.find((warning) => WORDS.test(warning))
  const since = Date.parse(WORDS.exec(told ?? '')?.[1] ?? '')
  return told !== undefined && now.asOf.getTime() - since < TOLD_FOR ? told : null
}
