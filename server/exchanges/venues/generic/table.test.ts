import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DOCUMENTED } from '../../cases/documented.testing'
import { GENERIC_EXCHANGES } from './table'
import { GENERIC_LEDGERS } from './table/ledgers'

describe('the table of exchanges', () => {
  it('says of none that it was held to answers which no test holds it to', () => {
    const handed = readdirSync('server/exchanges/cases/generic').map((name) => name.replace('.json', ''))
    // The spot exchanges of `cases/generic.test.ts` stand in a table of that test.
    const spot = readFileSync('server/exchanges/cases/generic.test.ts', 'utf8')
    const held = (id: string) => id in DOCUMENTED || handed.includes(id) || spot.includes(`'${id}'`)
    const without = Object.entries(GENERIC_EXCHANGES).flatMap(([id, { proven }]) =>
      proven === 'answers' && !held(id) ? [id] : [],
    )
    expect(without).toEqual([])
  })

  it('says of ledgers the same, of each that a test holds to answers and of no other', () => {
    const test = readFileSync('server/exchanges/venues/generic/ledgers.test.ts', 'utf8')
    const documented = test.slice(0, test.indexOf("describe('pages'"))
    for (const [id, { ledgers, answers }] of Object.entries(GENERIC_LEDGERS)) {
      if (ledgers.length > 0) expect([id, answers === true]).toEqual([id, documented.includes(`exchange: '${id}'`)])
    }
  })
})
