import { describe, expect, it } from 'vitest'
import { fileName, toCsv } from './csv'

describe('toCsv', () => {
  it('quotes what needs it and leaves the unknown empty', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x,y', null],
          ['say "hi"', 'line\nbreak'],
        ],
      ),
    ).toBe('a,b\r\n"x,y",\r\n"say ""hi""","line\nbreak"\r\n')
  })

  it('keeps numbers and disarms what a spreadsheet would run', () => {
    expect(toCsv(['a'], [['-1.50'], ['=1+1'], ['+cmd'], ['-x'], ['@sum']])).toBe(
      "a\r\n-1.50\r\n'=1+1\r\n'+cmd\r\n'-x\r\n'@sum\r\n",
    )
  })
})

describe('fileName', () => {
  it('holds the minute', () => {
    expect(fileName('balances', new Date('2026-11-23T09:28:05Z'))).toBe('ballast-balances-2026-11-23T0928.csv')
  })
})
