import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseTarget } from './database-url'

const BASE = 'postgres://u:p@db.example.com/ballast'
let folder = ''
let ca = ''

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-url-'))
  ca = path.join(folder, 'ca.pem')
  writeFileSync(ca, 'a certificate')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the address of a database', () => {
  it('means the same to every driver, character by character', () => {
    expect(databaseTarget('postgres://we%40x:p+a%20%2F%3F%25@[::1]:5433/my%2Bdb')).toMatchObject({
      host: '::1',
      port: 5433,
      user: 'we@x',
      password: 'p+a /?%',
      database: 'my+db',
      tls: false,
      pooled: false,
    })
    expect(databaseTarget('postgresql://u@db')).toMatchObject({ host: 'db', port: 5432, password: '', database: 'u' })
  })

  it('takes what hosting services write into it', () => {
    const neon = databaseTarget(`${BASE}?sslmode=require&channel_binding=require`)
    expect(neon).toMatchObject({ tls: { rejectUnauthorized: false }, startup: {} })
    const prisma = databaseTarget(`${BASE}?pgbouncer=true&connection_limit=5&schema=public`)
    expect(prisma).toMatchObject({ pooled: true, tls: false })
    expect(databaseTarget(`${BASE}?application_name=desk&options=-c%20work_mem%3D8MB`).startup).toEqual({
      application_name: 'desk',
      options: '-c work_mem=8MB',
    })
  })

  it('checks certificates as it is told, and believes a certificate that is named', () => {
    const tls = (query: string, file?: string) => databaseTarget(`${BASE}${query}`, 'DATABASE_URL', file).tls
    expect(tls('?sslmode=disable', ca)).toBe(false)
    const checked = { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) }
    expect(tls('?sslmode=verify-full')).toEqual(checked)
    expect(tls('?sslmode=verify-full', ca)).toEqual({ ...checked, ca: ['a certificate'] })
    expect(tls('', ca)).toEqual({ ...checked, ca: ['a certificate'] })
    expect(tls('', '')).toBe(false)
    // The name alone is not looked at.
    expect(tls(`?sslmode=verify-ca&sslrootcert=${ca}`)).toMatchObject({ rejectUnauthorized: true, ca: ['a certificate'] })
    // libpq: require with a certificate to believe is verify-ca.
    expect(tls(`?sslmode=require&sslrootcert=${ca}`)).toMatchObject({ rejectUnauthorized: true })
    expect(tls('?sslmode=verify-full&sslrootcert=system')).toEqual(checked)
  })

  it.each([
    ['mysql://u@db/x', /must look like/],
    ['nothing', /must look like/],
    [`${BASE}?sslmod=require`, /"sslmod", which Ballast does not know/],
    [`${BASE}?sslmode=prefer`, /in the clear: write verify-full, require or disable/],
    [`${BASE}?sslmode=on`, /there are disable, require, verify-ca and verify-full/],
    [`${BASE}?schema=desk`, /schema "desk"/],
    [`${BASE}?sslmode=verify-full&sslrootcert=/no/such.pem`, /sslrootcert of DATABASE_URL names \/no\/such\.pem/],
    ['postgres://u:100%@db/x', /percent sign/],
  ])('says in a sentence what is wrong with %s, and never the password', (text, sentence) => {
    const problem = (() => {
      try {
        databaseTarget(text)
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
      return ''
    })()
    expect(problem).toMatch(sentence)
    expect(problem).not.toMatch(/:p@|100%@/)
  })
})
