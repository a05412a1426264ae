import { describe, expect, it } from 'vitest'
import { DEFAULT_RETENTION } from './domain/retention'
import { parseEnv, retentionOf } from './env'

const least = { DATABASE_URL: 'postgres://u:p@localhost/ballast', NEXTAUTH_SECRET: 's'.repeat(32) }

describe('the environment', () => {
  it('needs a database and a secret, the rest has defaults', () => {
    const env = parseEnv(least)
    expect(env).toMatchObject({ DATA_DIR: '.data', PORT: 3000, REGISTRATION: 'open', EXCHANGE_BASE_URLS: {}, LOG_LEVEL: 'info' })
    expect(env.BASE_URL).toBe('http://localhost:3000')
  })

  it('takes an empty value for one that is not set', () => {
    expect(parseEnv({ ...least, PORT: '', BASE_URL: '', SMTP_URL: '' }).PORT).toBe(3000)
  })

  it('reads base addresses of exchanges', () => {
    const given = { '*': 'http://127.0.0.1:4000/', binance: 'https://proxy.example/x' }
    expect(parseEnv({ ...least, EXCHANGE_BASE_URLS: JSON.stringify(given) }).EXCHANGE_BASE_URLS).toEqual({
      '*': 'http://127.0.0.1:4000',
      binance: 'https://proxy.example/x',
    })
  })

  it('says how long history is kept', () => {
    expect(retentionOf(parseEnv(least))).toEqual(DEFAULT_RETENTION)
    const given = { RETENTION_SNAPSHOTS_HOURS: '1', RETENTION_ASSETS_5MIN_DAYS: '95', RETENTION_EQUITY_HOURLY_DAYS: 'forever' }
    expect(retentionOf(parseEnv({ ...least, ...given }))).toMatchObject({
      snapshotSeconds: 3600,
      equityPointSeconds: { 300: 35 * 86_400, 3600: null, 86400: null },
      assetPointSeconds: { 300: 95 * 86_400, 3600: 95 * 86_400 },
    })
  })

  it.each([
    [{ RETENTION_SNAPSHOTS_HOURS: '0' }, 'RETENTION_SNAPSHOTS_HOURS must be a whole number from 1 to 8784.'],
    [
      { RETENTION_EQUITY_5MIN_DAYS: '-1' },
      'RETENTION_EQUITY_5MIN_DAYS must be a whole number of days from 1 to 36500, or "forever".',
    ],
    [
      { RETENTION_EQUITY_DAILY_DAYS: '40000' },
      'RETENTION_EQUITY_DAILY_DAYS must be a whole number of days from 1 to 36500, or "forever".',
    ],
    [{ RETENTION_ASSETS_5MIN_DAYS: '96' }, 'RETENTION_ASSETS_HOURLY_DAYS must not be less than RETENTION_ASSETS_5MIN_DAYS.'],
    [
      { RETENTION_EQUITY_HOURLY_DAYS: 'forever', RETENTION_EQUITY_DAILY_DAYS: '3650' },
      'RETENTION_EQUITY_DAILY_DAYS must not be less than RETENTION_EQUITY_HOURLY_DAYS.',
    ],
    [{ RETENTION_REFRESHES_DAYS: 'forever' }, 'RETENTION_REFRESHES_DAYS must be a whole number from 1 to 36500.'],
    [{ DATABASE_URL: undefined }, 'DATABASE_URL is not set.'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must look like postgres://user:password@host:5432/database.'],
    [{ NEXTAUTH_SECRET: undefined }, 'NEXTAUTH_SECRET is not set.'],
    [{ NEXTAUTH_SECRET: 'hunter2' }, 'NEXTAUTH_SECRET must have at least 32 characters.'],
    [{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ BASE_URL: 'ballast.example' }, 'BASE_URL must look like https://ballast.example.com.'],
    [{ BASE_URL: 'javascript:alert(1)' }, 'BASE_URL must look like https://ballast.example.com.'],
    [{ REGISTRATION: 'maybe' }, 'REGISTRATION must be open, invite or closed.'],
    [{ EXCHANGE_BASE_URLS: '{' }, 'EXCHANGE_BASE_URLS must be a JSON object of exchange id (or "*") to http(s) address.'],
    [
      { EXCHANGE_BASE_URLS: '{"*":"ftp://x"}' },
      'EXCHANGE_BASE_URLS must be a JSON object of exchange id (or "*") to http(s) address.',
    ],
    [{ GITHUB_ID: 'x' }, 'GITHUB_ID and GITHUB_SECRET must be set together.'],
    [{ OIDC_ISSUER: 'https://x.example' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together.'],
    [{ OIDC_ISSUER: 'http://x.example' }, 'OIDC_ISSUER must be an https address without a query (http only on loopback).'],
    [{ OIDC_ISSUER: 'x.example' }, 'OIDC_ISSUER must look like https://login.example.com.'],
    [{ OIDC_SCOPES: 'profile email' }, 'OIDC_SCOPES must hold the scope openid.'],
    [{ OIDC_ADMIN_GROUP: 'x' }, 'OIDC_ADMIN_GROUP needs OIDC_ISSUER.'],
    [{ OIDC_CLIENT_SECRET_FILE: '/no/such/file' }, 'OIDC_CLIENT_SECRET_FILE cannot be read.'],
    [
      { OIDC_CLIENT_SECRET: 'x', OIDC_CLIENT_SECRET_FILE: 'y' },
      'OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE cannot both be set.',
    ],
    [{ OIDC_CLIENT_SECERT: 'x' }, 'OIDC_CLIENT_SECERT is no setting of Ballast; the nearest is OIDC_CLIENT_SECRET.'],
    [{ SMTP_URL: 'mail.example' }, 'SMTP_URL must look like smtps://user:password@mail.example.com:465.'],
  ])('names what does not fit, never its value: %j', (change, message) => {
    expect(() => parseEnv({ ...least, ...change })).toThrow(message)
  })
})
