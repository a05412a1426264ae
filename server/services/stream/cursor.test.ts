import { describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from './cursor'

const at = new Date('2026-01-01T00:00:00Z')

describe('cursors', () => {
  it.each([
    { at, seen: '100:100:', within: null },
    { at, seen: '100:108:100,103', within: null },
    { at, seen: '100:108:100,103', within: { since: '90:90:', behind: { xid: '95', id: '12' } } },
  ])('come back as they were written: %o', (cursor) => {
    expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  })

  it.each([
    '',
    '12',
    'hello',
    `${at.getTime()}.100:90:`,
    `${at.getTime()}.0:0:`,
    `${at.getTime()}.100:108:103,100`,
    `${at.getTime()}.100:108:108`,
    `${at.getTime()}.100:108:99`,
    `${at.getTime()}.9223372036854775807:9223372036854775808:`,
    `${at.getTime()}.100:108:100.90:90:`,
    `${at.getTime()}.100:108:100.90:90:.95`,
    `${at.getTime()}.100:108:100.90:90:.95.12.1`,
    `${at.getTime()}.100:108:100.90:90:.95.'`,
    `${at.getTime()}.1:9:${'1,'.repeat(5000)}2`,
  ])('are none: %s', (text) => {
    expect(readCursor(text)).toBeNull()
  })
})
