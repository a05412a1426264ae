import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkJson, JsonProblem, parseJson } from './json'

describe('parseJson', () => {
  it('reads whatever JSON has within its bounds, to the letter', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
    )
    for (const text of ['"[[[["', '"\\"[[[,,,"', '{"a\\\\":"[,"}', 'null', '""'])
      expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  it.each([
    ['depth', '['.repeat(33) + ']'.repeat(33), /nested/],
    ['depth that never ends', '{"a":'.repeat(40_000), /nested/],
    ['many values', `[${'0,'.repeat(20_000)}0]`, /values/],
    ['many lists', `[${'[],'.repeat(15_000)}[]]`, /values/],
    ['length', `"${'x'.repeat(256 * 1024)}"`, /too long/],
    ['no JSON', '{', /valid/],
    ['nothing', '', /valid/],
    ['half a string', '"\\', /valid/],
  ])('refuses %s', (_what, text, sentence) => {
    expect(() => parseJson(text)).toThrow(sentence)
    expect(() => parseJson(text)).toThrow(JsonProblem)
  })

  it('takes five hundred ids in each of thirty calls', () => {
    const ids = Array.from({ length: 500 }, () => '00000000')
    expect(() => checkJson(JSON.stringify(Array.from({ length: 30 }, () => ({ json: { ids } }))))).not.toThrow()
  })
})
