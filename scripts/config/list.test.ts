import { describe, expect, it } from 'vitest'
import { SETTING_NAMES } from '@/server/env'
import { SECRETS } from '@/server/settings/secrets'
import { faultOf, shownSettings } from './list'

const found = (values: Record<string, string>, file = '/data/ballast.env') => ({
  values: { DATA_DIR: '/data', ...values },
  origins: new Map(Object.keys(values).map((name) => [name, { from: 'environment' as const }])),
  file,
  warnings: [],
})
const lineOf = (values: Record<string, string>, name: string) => shownSettings(found(values)).find((line) => line.name === name)

describe('npm run config', () => {
  it('shows every setting once, with its default or where its value comes from', () => {
    const shown = shownSettings(found({ PORT: '3100' }))
    expect(new Set(shown.map(({ name }) => name)).size).toBe(shown.length)
    expect(SETTING_NAMES.filter((name) => !shown.some((line) => line.name === name && line.value !== '')).sort()).toEqual(
      // Of a secret that is read at the start the file is where it comes from.
      SECRETS.filter((name) => name !== 'MASTER_KEY' && name !== 'BACKUP_PASSPHRASE')
        .map((name) => `${name}_FILE`)
        .sort(),
    )
    expect(lineOf({ PORT: '3100' }, 'PORT')).toEqual({ name: 'PORT', value: '3100', from: 'environment' })
    expect(lineOf({ PORT: '3100' }, 'BASE_URL')).toMatchObject({ value: 'http://localhost:3100', from: 'default' })
    expect(lineOf({}, 'RETENTION_EQUITY_DAILY_DAYS')).toMatchObject({ value: 'forever', from: 'default' })
    expect(lineOf({}, 'SMTP_URL')).toEqual({ name: 'SMTP_URL', value: '–', from: 'not set' })
    expect(lineOf({}, 'MASTER_KEY_FILE')).toMatchObject({ value: '/data/master.key' })
  })

  it.each(SECRETS)('masks %s, whatever stands in it', (name) => {
    for (const secret of [
      'hunter2',
      'postgres://ada:hunter2@db/x',
      'x://a:p/hunter2@b@db/x',
      'hunter2://@',
      'a=hunter2,b=c',
      'postgres://db/x?user=u&password=hunter2',
      'postgres://ada:p@db/x?sslmode=require&sslPassword=a hunter2&application_name=x',
      'postgres://db:5432/x?password=a@hunter2',
      'postgres://ada:hunter2?token=x@db/x',
    ]) {
      expect(lineOf({ [name]: secret }, name)?.value, secret).not.toContain('hunter2')
    }
  })

  it('leaves of an address what is no secret', () => {
    expect(lineOf({ DATABASE_URL: 'postgres://ada:hunter2@db:5432/x?sslmode=require' }, 'DATABASE_URL')?.value).toBe(
      'postgres://ada:••••••••@db:5432/x?sslmode=require',
    )
    expect(lineOf({ EXCHANGE_BASE_URLS: '{"*":"http://ada:hunter2@proxy"}' }, 'EXCHANGE_BASE_URLS')?.value).toBe(
      '{"*":"http://ada:••••••••@proxy"}',
    )
  })

  it.each([
    ['BASE_URL', 'https://ballast.example.com/?access_token=hunter2', 'https://ballast.example.com/?access_token=••••••••'],
    ['OIDC_ISSUER', 'https://hunter2@login.example.com/realms/desk', 'https://••••••••@login.example.com/realms/desk'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://hunter2:@traces', 'https://••••••••@traces'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://ada:p@hunter2@traces', 'https://ada:••••••••@traces'],
    [
      'EXCHANGE_BASE_URLS',
      '{"okx":"https://hunter2@proxy/okx","*":"http://proxy:1/?to=x&api_key=hunter2&at=y"}',
      '{"okx":"https://••••••••@proxy/okx","*":"http://proxy:1/?to=x&api_key=••••••••&at=y"}',
    ],
    ['EXCHANGE_BASE_URLS', '{"*":"http://ada:hunter2?token=x@proxy"}', '••••••••'],
    ['DATABASE_URL', 'postgres://db/x?user=u&password=hunter2', 'postgres://db/x?user=u&password=••••••••'],
    ['MAIL_FROM', 'Desk <desk@example.com>', 'Desk <desk@example.com>'],
  ])('masks what in %s %s lets somebody in', (name, value, shown) => {
    expect(lineOf({ [name]: value }, name)?.value).toBe(shown)
  })

  it('tells what would not fit', () => {
    expect(faultOf(found({}))).toBeNull()
    expect(faultOf(found({ PORT: 'eighty' }))).toBe('PORT must be a whole number from 0 to 65535.')
    expect(faultOf(found({ NEXTAUTH_SECRET: 'short' }))).toBe('NEXTAUTH_SECRET must have at least 32 characters.')
  })
})
