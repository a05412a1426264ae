import { ENGLISH, type Reader } from '../../language/reader'
import { andMore } from './accounts-text'
import type { Facts } from './measure'

/** What is told of something with a key: as events are, whatever else they have. */
interface OfKey {
  told: string
  level: string
  facts: Facts
}

/**
 * The same events, those of one key as one: several accounts are read with it, and its end is told once, of all of them by name.
 * @param textOf what of an event is the same for all that are read with the key: told, level, and what happened
 */
export function ofOneKey<E extends OfKey>(events: readonly E[], textOf: (event: E) => string, reader: Reader = ENGLISH): E[] {
  const byKey = new Map<string, E[]>()
  for (const event of events) {
    const { key } = event.facts
    // What is of no key is alone, each time.
    const name = key === undefined ? `alone ${byKey.size}` : `${key} ${event.told} ${event.level} ${textOf(event)}`
    byKey.set(name, [...(byKey.get(name) ?? []), event])
  }
  return [...byKey.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    // Whichever was looked at first.
    const names = [...new Set(same.flatMap(({ facts }) => facts.account ?? []))].sort((a, b) => a.localeCompare(b, 'en'))
    return [names.length < 2 ? first : { ...first, facts: { ...first.facts, account: andMore(names, names.length, reader) } }]
  })
}
