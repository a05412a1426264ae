import { describe, expect, it } from 'vitest'
import { misspelt } from './env-names'

const KNOWN = [
  ...['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'DATABASE_POOL', 'BASE_URL', 'LOG_LEVEL', 'REGISTRATION', 'EGRESS'],
  ...['MASTER_KEY', 'MASTER_KEY_FILE', 'SECOND_FACTOR', 'TRUSTED_PROXIES', 'SMTP_URL', 'MAIL_FROM', 'NODE_ENV'],
  ...['RETENTION_SNAPSHOTS_HOURS', 'GITHUB_ID', 'GITHUB_SECRET', 'NEXTAUTH_SECRET', 'EXCHANGE_BASE_URLS'],
]

describe('a variable that begins like a setting', () => {
  it.each([
    ['REGISTRATON', 'REGISTRATION'],
    ['REGISTRATIONS', 'REGISTRATION'],
    ['REGISTRATION_MODE', 'REGISTRATION'],
    ['registration', 'REGISTRATION'],
    ['MASTERKEY', 'MASTER_KEY'],
    ['MASTER_KEYS', 'MASTER_KEY'],
    ['MASTER_KEY_FIEL', 'MASTER_KEY_FILE'],
    ['SECOND_FACTORS', 'SECOND_FACTOR'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['PORTS', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['SMTP_HOST', 'SMTP_URL'],
    ['RETENTION_SNAPSHOT_HOURS', 'RETENTION_SNAPSHOTS_HOURS'],
    ['EXCHANGE_BASE_URL', 'EXCHANGE_BASE_URLS'],
    ['NEXTAUTH_SECRETS', 'NEXTAUTH_SECRET'],
    ['BALLAST_PORT', 'PORT'],
  ])('%s is told with the nearest, %s', (name, nearest) => {
    expect(misspelt({ [name]: 'x' }, KNOWN)).toEqual({ name, nearest })
  })

  it('and is a setting, or not set, is none', () => {
    expect(
      misspelt({ ...Object.fromEntries(KNOWN.map((name) => [name, 'x'])), NEXTAUTH_URL: 'x', REGISTRATON: '' }, KNOWN),
    ).toBeNull()
  })

  it('and is other programs’ is left alone', () => {
    const others = [
      ...['PATH', 'HOME', 'HOSTNAME', 'HOSTTYPE', 'LOGNAME', 'PWD', 'SHELL', 'TERM', 'LANG', 'MAIL', 'EDITOR', 'PORT_OFFSET'],
      ...['GITHUB_ACTIONS', 'GITHUB_SHA', 'GITHUB_ENV', 'GITHUB_JOB', 'GITHUB_REF', 'GITHUB_RUN_ID', 'GITHUB_TOKEN'],
      ...['GOOGLE_APPLICATION_CREDENTIALS', 'DATABASE_HOST', 'DATABASE_PORT', 'DATABASE_USER', 'DATABASE_URL_UNPOOLED'],
      ...['TEST_DATABASE_URL', 'XDG_DATA_DIRS', 'NODE_OPTIONS', 'NODE_PATH', 'npm_config_loglevel', 'DB_PORT', 'POSTGRES_URL'],
      ...['KUBERNETES_SERVICE_HOST', 'REDIS_PORT', 'NEXT_TELEMETRY_DISABLED', 'HTTP_PROXY', 'PGHOST', 'HOST_IP', 'LOG_FORMAT'],
    ]
    for (const name of others) expect(misspelt({ [name]: 'x' }, KNOWN), name).toBeNull()
  })
})
