import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asText, inOneLine } from './bytes'

const json = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify(value))

describe('asText', () => {
  it('is what JSON makes of a text, whatever JSON stands in it', () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(asText(Buffer.from(text)).toString()).toBe(JSON.stringify(text))
      }),
    )
  })

  it.each([
    ['an arrow of a price’s route, a smile, a line that ends otherwise', '{"a":"BTC → USD 🙂 \u2028"}'],
    ['backslashes and quotes one behind the other', String.raw`{"a":"\\\"\\","b":"\u0000"}`],
    ['what stands between values', '{\t"a":\r\n[1,\n 2]}'],
    ['nothing', ''],
  ])('holds %s', (_, text) => expect(asText(Buffer.from(text)).toString()).toBe(JSON.stringify(text)))
})

describe('inOneLine', () => {
  it('leaves out what breaks lines, of each of the pieces, and nothing else', () => {
    const pieces = ['{"a":[\n', Buffer.from('{"b":"1\\n→"}, \r\n {"b":2}\r, \n\n\r {"b":3}'), '\r', Buffer.from(''), ']}\n']
    expect(inOneLine(pieces).toString()).toBe('{"a":[{"b":"1\\n→"},  {"b":2},  {"b":3}]}')
  })

  it('changes nothing of what any JSON says', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1 }), fc.constantFrom(', \n ', ',\r\n', ','), (items, between) => {
        const line = inOneLine(['[', Buffer.from(items.join(between)), ']']).toString()
        expect(line).not.toMatch(/[\r\n]/)
        expect(JSON.parse(line)).toEqual(items.map((item) => JSON.parse(item)))
      }),
    )
  })
})
