import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { generate } from 'otplib'
import postgres from 'postgres'
import { z } from 'zod'
import { runningEmbedded } from '../db/embedded'
import { expect, test } from './fixtures'
import { PersonApi } from './person-api'

/** All secrets that a run uses are looked for, in every guise, in everything that it leaves behind or says. */

const required = (name: string) => process.env[name] ?? ''

/** A secret as it might be found: as it is, and in base64 at each alignment, hex, and escaped for an address or JSON. */
function guises(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    // What stands before and after changes the first and last characters: only those in between are sure.
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const sure = text.slice(shift === 0 ? 0 : shift + 1, -1)
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const escaped = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), secret.replaceAll('-', '')]
  return [...new Set([secret, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...inBase64, ...escaped])]
}

/** Every row of every table, as text. */
async function databaseDump(): Promise<string> {
  const url = runningEmbedded(required('E2E_DATA_DIR'), 'owner')
  if (!url) throw new Error('No embedded database runs in E2E_DATA_DIR.')
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('app.system', 'on', true)`
      const tables = await tx<{ schema: string; name: string }[]>`
        select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`
      const rows: string[] = []
      for (const { schema, name } of tables) {
        const found = await tx`select t::text as row from ${tx(schema)}.${tx(name)} t`
        rows.push(`${schema}.${name}`)
        // One by one: a month of points is more than a call takes arguments.
        for (const { row } of found) rows.push(String(row))
      }
      return rows.join('\n')
    })
  } finally {
    await sql.end()
  }
}

/** What the processes of the run have written to their logs. */
function logs(): string {
  const folder = path.join(required('E2E_DATA_DIR'), 'log')
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n')
}

/** All that a page keeps in the browser, but for cookies that scripts cannot read. */
function browserStorage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const caches = await window.caches?.keys()
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, caches, document.cookie])
  })
}

/** What Ballast itself keeps secret: of the master key, sessions and the database. */
function installationSecrets(): string[] {
  const folder = required('E2E_DATA_DIR')
  const keys = readFileSync(path.join(folder, 'master.key'), 'utf8').match(/^[^#\s]+$/gm) ?? []
  const kept = ['secrets.json', 'postgres.json'].map((file) =>
    z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))),
  )
  return [...keys, ...kept.flatMap((values) => Object.values(values).filter((value) => typeof value === 'string'))]
}

test('no secret of a run is found in logs, answers, pages, the database or the browser', async ({
  page,
  freshLedger,
  simulator,
}) => {
  test.setTimeout(240_000)
  const mark = () => randomBytes(9).toString('hex')
  const person = { email: `secrets-${mark()}@example.com`, password: `first & long "${mark()}` }
  const secrets = new Map<string, string>([['password', person.password]])
  const api = new PersonApi(page.request)
  await api.signUp(person)

  // Keys that work, one that does not, one that its exchange refuses later, and one that an exchange answers nonsense to.
  const ids: string[] = []
  for (const venue of ['bybit', 'binance', 'okx']) {
    const { key } = await freshLedger(venue, 'hedged-desk')
    const credentials = { apiKey: key.apiKey, apiSecret: key.apiSecret, ...(key.passphrase && { password: `${key.passphrase}` }) }
    secrets.set(`${venue} secret`, key.apiSecret)
    secrets.set(`${venue} key`, key.apiKey)
    const wrong = `wrong-${mark()}`
    secrets.set(`${venue} wrong secret`, wrong)
    await api.call('accounts.create', { name: 'No', exchange: venue, credentials: { ...credentials, apiSecret: wrong } })
    await api.call('accounts.test', { exchange: venue, credentials: { ...credentials, apiSecret: wrong } })
    await api.call('accounts.test', { exchange: venue, credentials })
    const made = await api.call('accounts.create', { name: `Desk ${venue}`, exchange: venue, credentials })
    ids.push(z.object({ id: z.string() }).parse(made).id)
    await api.call('balances.refresh', { accountIds: ids })
    expect(await api.call('accounts.record', { id: ids.at(-1) })).not.toBeNull()
    for (const effect of [{ kind: 'refuse', refusal: 'key-revoked' }, { kind: 'truncate' }, { kind: 'html' }]) {
      await simulator.fault({ match: { venue, apiKey: key.apiKey }, effect, times: 3 })
      await api.call('balances.refresh', { accountIds: ids })
    }
  }

  // Everything with a secret that a person does, right and wrong.
  const proof = { password: person.password }
  const { secret: totp } = z
    .object({ secret: z.string() })
    .parse(await api.call('security.startTotp', proof, { showsSecret: true }))
  secrets.set('authenticator', totp)
  const confirmed = await api.call('security.confirmTotp', { code: await generate({ secret: totp }) }, { showsSecret: true })
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()).min(1) }).parse(confirmed)
  for (const [i, code] of recoveryCodes.entries()) secrets.set(`recovery code ${i}`, code)
  const scopes = ['read', 'manage', 'trade']
  const made = await api.call('tokens.create', { ...proof, name: 'All', scopes }, { showsSecret: true })
  const { secret: token } = z.object({ secret: z.string() }).parse(made)
  secrets.set('API token', token)
  const guess = `wrong guess ${mark()}`
  secrets.set('wrong guess', guess)
  await api.signIn({ ...person, password: guess })
  await api.signIn({ ...person, code: recoveryCodes[0] })
  await api.call('security.changePassword', { password: guess, newPassword: guess })
  const changed = `second & longer "${mark()}`
  secrets.set('new password', changed)
  expect(await api.call('security.changePassword', { ...proof, newPassword: changed })).not.toBeNull()
  await api.call('security.requestReset', { email: person.email })
  await api.call('security.resetPassword', { code: guess, newPassword: guess })
  await api.call('accounts.create', { name: 1, exchange: guess, credentials: { apiSecret: [guess] } })
  for (const authorization of [`Token ${token}`, `Token bal_${guess}`]) {
    for (const place of ['/api/accounts/', '/api/balances/', '/api/sor/get_cached_account_balance', '/api/history/equity']) {
      await api.get(place, { authorization })
    }
    const data = { name: 'x', exchange: 'bybit', api_key: guess, api_secret: guess, extra: token }
    const refused = await page.request.post('/api/accounts/', { headers: { authorization }, data })
    api.answers.push(await refused.text())
  }

  // Every page of the person, as HTML and as React's payload, and what a browser keeps of it.
  const pages = ['/overview', '/accounts', '/balances', '/positions', '/history', '/settings', '/settings/tokens']
  for (const address of [...pages, '/settings/security', `/accounts/${ids[0]}`, '/api/me/export', '/history/equity.csv']) {
    await api.get(address)
    await api.get(address, { rsc: '1' })
  }
  await page.goto(`/accounts/${ids[0]}`)
  await expect(page.getByRole('heading', { name: 'Desk bybit' }).first()).toBeVisible()
  const kept = await browserStorage(page)
  for (const cookie of await page.context().cookies()) {
    if (cookie.name.includes('session-token')) {
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
      secrets.set('session', cookie.value)
    }
  }
  for (const [i, secret] of installationSecrets().entries()) secrets.set(`of the installation ${i}`, secret)
  expect(secrets.size).toBeGreaterThan(25)

  const places = {
    answers: api.answers.join('\n'),
    page: await page.content(),
    browser: kept,
    log: logs(),
    database: await databaseDump(),
  }
  // The search itself finds what is there.
  expect(places.database).toContain(person.email)
  expect(places.answers).toContain('Desk bybit')
  expect(places.log.length).toBeGreaterThan(0)
  const found: string[] = []
  for (const [where, text] of Object.entries(places)) {
    for (const [what, secret] of secrets) {
      if (guises(secret).some((guise) => guise.length > 7 && text.includes(guise))) found.push(`${what} in ${where}`)
    }
  }
  expect(found).toEqual([])
  const sizes = Object.entries(places).map(([where, text]) => `${where} ${Math.round(text.length / 1024)} KiB`)
  console.log(`secret search: ${secrets.size} secrets in ${sizes.join(', ')}`)
})
