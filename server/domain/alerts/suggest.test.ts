import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asset, valued } from '../desk.testing'
import { measureAccount } from './measure'
import { hasLimit, ruleSchema, STEADINESS } from './rule'
import { firstState, nextState } from './state'
import { accountSuggestions, isAbout, positionSuggestions } from './suggest'

const ID = '3c7e6a4e-6f44-4a9e-8d0e-0e64b1b6a001'
const NOW = new Date('2026-11-28T12:00:00Z')

describe('suggestions', () => {
  it('are rules that may be stored, about this account or position alone', () => {
    fc.assert(
      fc.property(valued, (of) => {
        const positions = of.assets.filter(({ assetType }) => assetType === 'position')
        for (const { rule } of accountSuggestions(ID, of)) {
          expect(ruleSchema.parse(rule)).toEqual(rule)
          expect(hasLimit(rule)).toBe(true)
          expect(isAbout(rule, ID, null)).toBe(true)
        }
        for (const position of positions) {
          for (const { rule } of positionSuggestions(ID, position)) {
            expect(ruleSchema.parse(rule)).toEqual(rule)
            expect(isAbout(rule, ID, position.symbol)).toBe(true)
            expect(isAbout(rule, ID, null)).toBe(false)
          }
        }
      }),
      { numRuns: 300, seed: 19 },
    )
  })

  it('name a limit that the figure has not passed, where a round one is left', () => {
    const account = {
      ...{ id: ID, name: 'A', exchange: 'bybit', exchangeName: 'Bybit', valid: true, lastError: null, lastRefreshedAt: NOW },
      ...{
        createdAt: NOW,
        refreshIntervalSeconds: 60,
        permissions: null,
        keyExpiresAt: null,
        keyChange: null,
        parentId: null,
        subAccount: null,
      },
    }
    fc.assert(
      fc.property(valued, (of) => {
        for (const { rule, now } of accountSuggestions(ID, of)) {
          const beyond = { margin: Number(now) > 0.75, liquidation: Number(now) < 0.02, exposure: Number(now) > 75 }
          if (now === null || (rule.kind in beyond && beyond[rule.kind as keyof typeof beyond])) continue
          for (const { seen } of measureAccount(rule, { account, balance: of }, { now: NOW })) {
            expect(nextState(firstState(NOW), seen, NOW, STEADINESS).told).toBeNull()
          }
        }
      }),
      { numRuns: 300, seed: 19 },
    )
  })

  it('stand beside the figure as it is', () => {
    const [position] = fc.sample(asset, { numRuns: 1, seed: 1 })
    if (!position) throw new Error('One was made.')
    const long = { ...position, assetType: 'position' as const, size: '1', markPrice: '100', marketType: 'perp' }
    const limit = (liquidationPrice: string | null) => positionSuggestions(ID, { ...long, liquidationPrice })[0]
    expect(limit('76')).toMatchObject({ now: '0.24', rule: { warn: '0.15' } })
    expect(limit('95')).toMatchObject({ now: '0.05', rule: { warn: '0.03' } })
    expect(limit(null)).toMatchObject({ now: null, rule: { warn: '0.1' } })
  })
})
