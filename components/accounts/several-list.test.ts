import { describe, expect, it } from 'vitest'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { wordsIn } from '../language/words-in'
import { MOST_AT_ONCE, NoList, readList, TEMPLATE, withoutKey } from './several-list'

const field = (name: 'apiKey' | 'apiSecret' | 'password' | 'walletAddress', required = true) => ({
  ...{ field: name, label: name, required, secret: name !== 'walletAddress' },
})
const exchange = (id: string, name: string, credentialFields: ExchangeInfo['credentialFields']): ExchangeInfo => ({
  ...{ id, name, credentialFields, keyPage: '', keyUrl: null, permissionsWanted: [], wallets: [] },
  ...{ generic: false, sandbox: false, canSetLeverage: false },
})
const EXCHANGES = [
  exchange('bybit', 'Bybit', [field('apiKey'), field('apiSecret')]),
  exchange('okx', 'OKX', [field('apiKey'), field('apiSecret'), field('password')]),
  exchange('hyperliquid', 'Hyperliquid', [field('walletAddress')]),
]
const read = (text: string) => readList(text, EXCHANGES, ['Bybit'])
const english = wordsIn('en', {})
const faults = (text: string) =>
  read(text).map(({ ready }) => {
    if (!('fault' in ready)) return 'ready'
    return typeof ready.fault === 'string' ? ready.fault : english._(ready.fault)
  })
/** Why a text is no list. */
function whyNone(text: string): string {
  try {
    read(text)
  } catch (error) {
    if (error instanceof NoList) return english._(error.words)
    throw error
  }
  return 'it is one'
}

describe('a list of accounts', () => {
  it('is read with its columns in any order, under any spelling, between commas, semicolons or tabs', () => {
    for (const [mark, text] of [',', ';', '\t'].map(
      (each) => [each, ['API secret', 'Name', 'EXCHANGE', 'api_key'].join(each)] as const,
    )) {
      const [first, second] = read(
        `\uFEFF${text}\r\n${['s"', '', 'bybit', ' k '].map(quoted).join(mark)}\r\n${['s', 'Mine', 'BYBIT', 'k2'].join(mark)}\r\n`,
      )
      expect(first).toMatchObject({ line: 2, name: 'Bybit 2', exchangeName: 'Bybit' })
      expect(first?.ready).toMatchObject({ credentials: { apiKey: 'k', apiSecret: 's"' } })
      expect(second).toMatchObject({ line: 3, name: 'Mine' })
    }
  })

  it('keeps a secret of many lines whole', () => {
    const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIA==\n-----END EC PRIVATE KEY-----'
    const [only] = read(`exchange,apiKey,apiSecret\nBybit,k,"${pem}"`)
    expect(only?.ready).toMatchObject({ credentials: { apiSecret: pem } })
  })

  it('says of each line what is wrong with it, and nothing of the others', () => {
    expect(
      faults(
        [
          'exchange,apiKey,apiSecret,password,walletAddress',
          'OKX,k,s,p,',
          'OKX,k,s,,',
          'Bybit,k,s,p,',
          'Nowhere,k,s,,',
          ',k,s,,',
          'Hyperliquid,,,,0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed',
        ].join('\n'),
      ),
    ).toEqual([
      'ready',
      'Enter the password.',
      'Bybit has no password: it needs apiKey, apiSecret.',
      'No exchange is called that.',
      'It names no exchange.',
      expect.stringContaining('checksum'),
    ])
  })

  it('that is none is told as that', () => {
    expect(whyNone('')).toMatch('no line below')
    expect(whyNone('exchange,apiKey')).toMatch('no line below')
    expect(whyNone('exchange,wallet seed\nBybit,x')).toMatch('“wallet seed” is no column: there are exchange, name, ')
    expect(whyNone('apiKey,apiSecret\nk,s')).toMatch('“exchange”')
    expect(whyNone('exchange,apiKey\n"Bybit,k')).toMatch('quotation mark')
    expect(whyNone(`exchange\n${'Bybit\n'.repeat(MOST_AT_ONCE + 1)}`)).toBe(
      `A list has at most ${MOST_AT_ONCE} accounts; this one has ${MOST_AT_ONCE + 1}.`,
    )
  })

  it('forgets the key of a line, and of no other', () => {
    const before = read('exchange,apiKey,apiSecret\nBybit,k1,s1\nBybit,k2,s2\nNowhere,k3,s3')
    const after = withoutKey(before, 2)
    expect(JSON.stringify(after)).not.toMatch(/k1|s1/)
    expect(after.slice(1)).toEqual(before.slice(1))
    expect(after[0]).toMatchObject({ line: 2, name: 'Bybit 2', ready: { exchange: { id: 'bybit' } } })
  })

  it('begins from a template that can be read', () => {
    expect(faults(TEMPLATE)).toEqual(['ready', 'ready'])
  })
})

const quoted = (text: string) => (/["]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
