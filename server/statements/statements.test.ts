import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical, isSignedBy, publishedKey, readStatement, type Statement, sealPdf, sha256, signStatement } from './envelope'
import { statementPdf } from './pdf'
import { verifyStatement } from './verify'

const { privateKey: key } = generateKeyPairSync('ed25519')
const { privateKey: otherKey } = generateKeyPairSync('ed25519')
const issuer = 'https://ballast.example.com'
const basis = canonical([{ account: 'a', day: '2026-10-31', closed: '1234.5' }])
const statement: Statement = {
  ...{ type: 'ballast-statement', version: 1, issuer, month: '2026-10', currency: 'USD' },
  ...{ from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', madeAt: '2026-11-02T08:00:00.000Z' },
  accounts: [{ name: 'Kasse (日本)', exchange: 'Binance' }],
  nav: {
    value: '1234567.89',
    bound: 'at_least',
    why: 'Something that was held had no known value.',
    readFrom: '2026-10-31T23:58:00.000Z',
  },
  twr: { value: '0.0123', why: null, since: '2026-10-01' },
  ...{ opening: '1200000', flows: '20000', gain: '14567.89' },
  basis: { rows: 1, sha256: sha256(basis) },
}
const published = { issuer, statement_keys: [publishedKey(key)] }
const json = () => canonical(signStatement(key, statement))
const sealed = async () => sealPdf(key, statement, await statementPdf(statement, publishedKey(key).kid))
const outcome = (file: Buffer | string, keys = published, days: string | null = null) =>
  verifyStatement(readStatement(Buffer.from(file)), keys, days === null ? null : Buffer.from(days))

describe('a signed statement', () => {
  it('is genuine as it was made, as JSON and as PDF', async () => {
    expect(outcome(json(), published, basis)).toMatchObject({ genuine: true })
    const said = outcome(await sealed(), published, `${basis}\n`)
    expect(said.genuine).toBe(true)
    expect(said.lines.join('\n')).toContain('1234567.89 USD (at_least')
  })

  it.each([
    ['a digit of the value', '1234567.89', '1234567.99'],
    ['a digit of the return', '0.0123', '0.0133'],
    ['the bound', '"at_least"', '"exact"'],
    ['an account', 'Binance', 'Binanse'],
    ['the hash of the days', sha256(basis).slice(0, 8), '00000000'],
    ['the issuer', 'ballast.example', 'ballast.exampel'],
  ])('is refused when %s is another', (_, was, is) => {
    expect(json()).toContain(was)
    expect(outcome(json().replace(was, is)).genuine).toBe(false)
  })

  it('is refused by another key, also where that is given the name of the one that signed', () => {
    expect(outcome(json(), { issuer, statement_keys: [publishedKey(otherKey)] }).genuine).toBe(false)
    const disguised = { ...publishedKey(otherKey), kid: publishedKey(key).kid }
    expect(isSignedBy(signStatement(key, statement), [disguised])).toBe(false)
    expect(isSignedBy(signStatement(otherKey, statement), [publishedKey(key)])).toBe(false)
    const forged = signStatement(otherKey, statement)
    expect(isSignedBy({ ...forged, signature: { ...forged.signature, key: publishedKey(key).kid } }, [publishedKey(key)])).toBe(
      false,
    )
  })

  it('is refused with the keys of somebody else’s installation, and with other days', () => {
    expect(outcome(json(), { ...published, issuer: 'https://elsewhere.example.com' }).genuine).toBe(false)
    expect(outcome(json(), published, basis.replace('1234.5', '1234.6')).genuine).toBe(false)
  })

  it('as PDF is refused after any one byte of it was changed', async () => {
    const file = await sealed()
    // Every byte of the end, where the signature stands, and many of the page.
    const places = [...Array(40).keys()].map((nth) => Math.floor((file.length - 1400) * (nth / 40)) + 9)
    for (let at = file.length - 120; at < file.length; at++) places.push(at)
    for (const at of places) {
      const changed = Buffer.from(file)
      changed[at] = (changed[at] ?? 0) ^ 1
      const refused = () => {
        try {
          return !outcome(changed).genuine
        } catch {
          return true
        }
      }
      expect(refused(), `byte ${at} of ${file.length}`).toBe(true)
    }
  })

  it('as PDF is refused with something put behind it, or its page exchanged', async () => {
    const file = await sealed()
    expect(outcome(Buffer.concat([file, Buffer.from('\n1 0 obj<</Type/Page>>endobj\nstartxref\n0\n%%EOF\n')])).genuine).toBe(
      false,
    )
    const other = await statementPdf({ ...statement, nav: { ...statement.nav, value: '9999999.99' } }, publishedKey(key).kid)
    const mark = file.lastIndexOf('\n%Ballast-Statement ')
    expect(outcome(Buffer.concat([other, file.subarray(mark)])).genuine).toBe(false)
  })

  it('as PDF ends as readers want, and carries what it says as a file', async () => {
    const text = (await sealed()).toString('latin1')
    const [, at] = /startxref\n(\d+)\n%%EOF\n$/.exec(text) ?? []
    expect(text.slice(Number(at)).startsWith('xref')).toBe(true)
    expect(text).toContain('/EmbeddedFile')
  })

  it('that is none says so', () => {
    for (const [file, why] of [
      ['hello', /neither JSON nor PDF/],
      ['{}', /no statement/],
      ['%PDF-1.7 hello', /no statement/],
      [json().replace('"version":1', '"version":1,"version":1'), /changed/],
    ] as const) {
      expect(() => readStatement(Buffer.from(file))).toThrow(why)
    }
  })

  it('that knows nothing shows nothing as a number', async () => {
    const unknown = {
      ...statement,
      nav: { value: null, why: 'Not known.', bound: 'uncertain' as const, readFrom: null },
      opening: null,
    }
    const file = sealPdf(key, unknown, await statementPdf(unknown, publishedKey(key).kid))
    expect(outcome(file).lines).toContain('Net asset value: - (uncertain: Not known.)')
  })
})
