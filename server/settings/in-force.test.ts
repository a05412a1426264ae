import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { inForce, parseEnv } from '../env'
import { ALL_GIVEN } from './in-force'
import { SECRETS } from './secrets'

let folder: string
const put = (name: string, text: string, mode = 0o600) => {
  const file = path.join(folder, name)
  writeFileSync(file, text, { mode })
  chmodSync(file, mode)
  return file
}
/** What is in force with this file, and this environment. */
const withFile = (text: string, environment: Record<string, string> = {}) => {
  put('ballast.env', text)
  return inForce({ DATA_DIR: folder, ...environment })
}

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-settings-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('settings in force', () => {
  it('are those of the environment, and of the file what it leaves open', () => {
    const { values, origins, file, warnings } = withFile('PORT=3100\nHOST=0.0.0.0\nLOG_LEVEL=debug\n', {
      PORT: '3200',
      HOST: '',
      PATH: '/bin',
    })
    expect(values).toMatchObject({ PORT: '3200', HOST: '0.0.0.0', LOG_LEVEL: 'debug', PATH: '/bin' })
    expect(Object.fromEntries(origins)).toEqual({
      DATA_DIR: { from: 'environment' },
      PORT: { from: 'environment' },
      HOST: { from: 'file' },
      LOG_LEVEL: { from: 'file' },
    })
    expect([file, warnings]).toEqual([path.join(folder, 'ballast.env'), []])
  })

  it('need no file', () => {
    expect(inForce({ DATA_DIR: path.join(folder, 'nowhere') })).toMatchObject({ file: null, warnings: [] })
  })

  it('take every secret out of a file of its own, named by the environment or by ballast.env', () => {
    // Their own keys and passphrases are read where they are used.
    for (const name of SECRETS.filter((each) => each !== 'MASTER_KEY' && each !== 'BACKUP_PASSPHRASE')) {
      const secret = put('secret', 'from a file\n')
      expect(inForce({ DATA_DIR: folder, [`${name}_FILE`]: secret }).values[name], name).toBe('from a file')
      const { values, origins } = withFile(`${name}_FILE=${secret}`)
      expect([values[name], values[`${name}_FILE`]], name).toEqual(['from a file', undefined])
      expect(origins.get(name)).toEqual({ from: 'file', secretFile: secret })
    }
  })

  it('count a secret and its file as one: the environment’s file comes before the file’s value', () => {
    const secret = put('secret', 'the one of the environment')
    const { values, origins } = withFile('METRICS_TOKEN=the one of the file', { METRICS_TOKEN_FILE: secret })
    expect(values.METRICS_TOKEN).toBe('the one of the environment')
    expect(origins.get('METRICS_TOKEN')).toEqual({ from: 'environment', secretFile: secret })
    const key = put('master.key', 'x')
    expect(withFile(`MASTER_KEY_FILE=${key}`, { MASTER_KEY: 'y' }).values.MASTER_KEY_FILE).toBeUndefined()
  })

  it.each<[string, Record<string, string>, string]>([
    ['METRICS_TOKEN=hunter2\nMETRICS_TOKEN_FILE=/x', {}, 'METRICS_TOKEN and METRICS_TOKEN_FILE cannot both be set.'],
    ['', { SMTP_URL_FILE: '/no/such/file' }, 'SMTP_URL_FILE cannot be read.'],
    ['DATABASE_URL_FILE=/dev/null', {}, 'DATABASE_URL_FILE is an empty file.'],
    ['REGISTRATON=open', {}, 'ballast.env, line 1: REGISTRATON is no setting of Ballast; the nearest is REGISTRATION.'],
  ])('are refused in one line: %j with %j', (text, environment, message) => {
    expect(() => withFile(text, environment)).toThrow(message)
  })

  it('warn of files that others can read', () => {
    const secret = put('secret', 'a secret of sixteen', 0o644)
    put('ballast.env', `METRICS_TOKEN_FILE=${secret}`, 0o640)
    expect(inForce({ DATA_DIR: folder }).warnings).toEqual([
      `${path.join(folder, 'ballast.env')} can be read by other users of this machine: chmod 600 ${path.join(folder, 'ballast.env')}`,
      `${secret} can be read by other users of this machine: chmod 600 ${secret}`,
    ])
    put('ballast.env', '')
  })

  it('are not read again by a process that was given all of them', () => {
    const { values } = withFile('MIGRATION_DATABASE_URL=postgres://owner@db/x', { MIGRATION_DATABASE_URL: '', [ALL_GIVEN]: '1' })
    expect(values.MIGRATION_DATABASE_URL).toBeUndefined()
    expect(parseEnv({ ...values, DATABASE_URL: 'postgres://u@db/x', NEXTAUTH_SECRET: 's'.repeat(32) }).PORT).toBe(3000)
  })
  it.each([
    ['', (url: string) => `MIGRATION_DATABASE_URL=${url}`],
    [' in a file of its own', (url: string) => `MIGRATION_DATABASE_URL_FILE=${put('owner', url)}`],
  ])('of the owner of the tables%s are for commands, and let go of by a process', async (_where, line) => {
    const url = 'postgres://owner:hunter2@db/x'
    put('ballast.env', `DATABASE_URL=postgres://u@db/x\nNEXTAUTH_SECRET=${'s'.repeat(32)}\n${line(url)}`)
    const names = ['DATABASE_URL', 'NEXTAUTH_SECRET', 'MIGRATION_DATABASE_URL', 'MIGRATION_DATABASE_URL_FILE', ALL_GIVEN]
    for (const name of names) vi.stubEnv(name, '')
    vi.stubEnv('DATA_DIR', folder)
    // As a process that begins.
    vi.resetModules()
    Reflect.deleteProperty(globalThis, Symbol.for('ballast.settings'))
    try {
      const { env, settingsOfProcess } = await import('../env')
      expect(settingsOfProcess().MIGRATION_DATABASE_URL).toBe(url)
      expect(env().DATABASE_URL).toBe('postgres://u@db/x')
      expect(JSON.stringify([env(), process.env, settingsOfProcess()])).not.toContain('hunter2')
    } finally {
      vi.unstubAllEnvs()
      Reflect.deleteProperty(globalThis, Symbol.for('ballast.settings'))
      put('ballast.env', '')
    }
  })
})
