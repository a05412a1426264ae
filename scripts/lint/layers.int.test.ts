import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

/** Each line breaks one layer rule; linting it must say how to mend it. */
const FORBIDDEN: readonly [file: string, code: string, mend: RegExp][] = [
  ['app/a.ts', "import { openDb } from '@/db/client'", /call a service through server\/trpc/],
  ['app/b.ts', "import { list } from '@/server/services/accounts/list'", /through server\/trpc, server\/rest or server\/auth/],
  ['app/c.ts', "import { list } from '../server/services/accounts/list'", /through server\/trpc, server\/rest or server\/auth/],
  ['app/d.ts', "import ccxt from 'ccxt'", /ask the ExchangePort/],
  ['components/a.ts', "import { openDb } from '@/db/client'", /ask the router/],
  ['components/b.ts', "import { appRouter } from '@/server/trpc/root'", /only the router's type/],
  ['components/c.ts', "import { list } from '@/server/services/accounts/list'", /Components run in browsers/],
  ['components/d.ts', "import Page from '@/app/page'", /take what they need as props/],
  ['components/e.ts', "import dynamic from 'next/dynamic'", /use components\/ui\/lazy-part/],
  ['server/trpc/a.ts', "import { findUser } from '@/db/queries/users'", /add a verb to server\/services/],
  ['server/rest/a.ts', "import { openVault } from '../vault/open-vault'", /add a verb to server\/services/],
  ['server/rest/b.ts', "import { Page } from '@/components/shell/page'", /know no page/],
  ['server/jobs/a.ts', "import { eq } from 'drizzle-orm'", /add a function to db\/queries/],
  ['server/services/a.ts', "import { appRouter } from '@/server/trpc/root'", /know no transport/],
  ['server/services/x/b.ts', "import { handleRest } from '../../rest/handle'", /know no transport/],
  ['server/services/x/c.ts', "import { ccxtPort } from '../../exchanges/ccxt/port'", /through server\/exchanges\/port/],
  ['server/services/d.ts', "import { sql } from 'drizzle-orm'", /add a function to db\/queries/],
  ['server/vault/a.ts', "import { list } from '../services/accounts/list'", /let the service call the vault/],
  ['server/domain/a.ts', "import { openDb } from '@/db/client'", /domain is pure/],
  ['server/domain/b.ts', "import { readFile } from 'node:fs/promises'", /domain is pure/],
  ['server/domain/c.ts', "import { list } from '../services/accounts/list'", /domain is pure/],
  ['server/schemas/a.ts', "import { getDeps } from '../runtime'", /shared with browsers/],
  ['server/exchanges/a.ts', "import ccxt from 'ccxt'", /ask the ExchangePort/],
  ['server/exchanges/ccxt/a.ts', "import { openDb } from '@/db/client'", /do not reach the database/],
  ['server/exchanges/ccxt/b.ts', "import { list } from '@/server/services/accounts/list'", /knows no service/],
  ['server/exchanges/ccxt/c.ts', "import { venueFor } from '../venues'", /engine knows no exchange/],
  ['server/exchanges/ccxt/d.ts', "import { AccountApi } from '../reading/api'", /engine knows no exchange/],
  ['server/exchanges/reading/a.ts', "import { venueFor } from '../venues'", /knows no room/],
  [
    'server/exchanges/b.ts',
    "import { okx } from './venues/okx/adapter'",
    /Nobody imports an exchange's room but venues\/index\.ts/,
  ],
  ['server/exchanges/prices/a.ts', "import { okx } from '../venues/okx/adapter'", /Nobody imports an exchange's room/],
  ['server/exchanges/venues/c.ts', "export { okx } from './okx/adapter'", /Nobody imports an exchange's room/],
  ['server/exchanges/venues/okx/a.ts', "import { bybit } from '../bybit/adapter'", /A room knows no other room/],
  ['server/exchanges/venues/okx/b.ts', "import { openDb } from '@/db/client'", /do not reach the database/],
  ['scripts/b.ts', "import { okx } from '../server/exchanges/venues/okx/adapter'", /Nobody imports an exchange's room/],
  ['server/services/x/e.ts', "import { venueFor } from '../../exchanges/venues'", /through server\/exchanges\/port/],
  ['server/rest/c.ts', "import { venueFor } from '../exchanges/venues'", /add a verb to server\/services/],
  ['components/f.ts', "import { venueFor } from '@/server/exchanges/venues'", /Components run in browsers/],
  ['db/a.ts', "import { list } from '@/server/services/accounts/list'", /db knows no other layer/],
  ['db/b.ts', "import { DomainError } from '@/server/errors'", /db knows no other layer/],
  ['db/c.ts', 'export const all = (tx: Tx) => tx.delete(users).returning()', /add \.where/],
  ['db/d.ts', 'export const all = (tx: Tx) => tx.update(users).set({ name: null })', /add \.where/],
  ['server/live/a.ts', "import type { B } from './b'\nexport type A = { b: B }", /part of a cycle/],
  ['server/live/b.ts', "import type { A } from './a'\nexport type B = { a: A }", /part of a cycle/],
  ['simulator/a.ts', "import { DomainError } from '@/server/errors'", /copy the fact, not the code/],
  ['simulator/b.ts', "import ccxt from 'ccxt'", /ask the ExchangePort/],
  ['scripts/a.ts', "import { sql } from 'drizzle-orm'", /add a function to db\/queries/],
  ['e2e/a.ts', "import ccxt from 'ccxt'", /ask the ExchangePort/],
]

const ALLOWED: readonly [file: string, code: string][] = [
  ['app/fine.ts', "import { restRoute } from '@/server/rest/route'"],
  ['components/fine.ts', "import type { AppRouter } from '@/server/trpc/root'"],
  ['server/rest/fine.ts', "import { list } from '../services/accounts/list'"],
  ['server/services/x/fine.ts', "import type { ExchangePort } from '../../exchanges/port'"],
  ['server/exchanges/ccxt/fine.ts', "import ccxt from 'ccxt'"],
  ['server/exchanges/fine.ts', "import { venueFor } from './venues'"],
  ['server/exchanges/venues/index.ts', "import { okx } from './okx/adapter'"],
  ['server/exchanges/venues/okx/fine.ts', "import type { AccountApi } from '../../reading/api'"],
  ['server/exchanges/venues/okx/own.ts', "import { okxTickers } from './prices'"],
  ['server/exchanges/venues/okx/venue.ts', "import type { Venue } from '../venue'"],
  ['server/exchanges/reading/fine.ts', "import type { Market } from '../ccxt/markets'"],
  ['simulator/fine.test.ts', "import ccxt from 'ccxt'"],
  ['db/fine.ts', "import type { DecimalString } from '@/server/domain/decimal'"],
  ['db/where.ts', 'export const one = (tx: Tx) => tx.delete(users).where(eq(users.id, id)).returning()'],
  ['db/map.ts', 'export const forget = (seen: Map<string, string>) => seen.delete(key)'],
]

const report = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      category: z.string().nullable(),
      message: z.union([z.string(), z.array(z.object({ content: z.string() }))]),
      location: z.object({ path: z.union([z.string(), z.object({ file: z.string() })]).nullish() }).nullish(),
    }),
  ),
})

const LAYER_RULES: ReadonlySet<string> = new Set(['lint/style/noRestrictedImports', 'lint/suspicious/noImportCycles', 'plugin'])

let folder: string
/** File → what linting it says about layers. */
const said = new Map<string, string>()

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-layers-'))
  cpSync('biome.json', path.join(folder, 'biome.json'))
  cpSync('scripts/lint', path.join(folder, 'scripts/lint'), { recursive: true, filter: (file) => !file.endsWith('.ts') })
  for (const [file, code] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), `${code}\n`)
  }
  const output = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [
        path.resolve('node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--vcs-enabled=false',
        '--max-diagnostics=none',
        '--reporter=json',
        '.',
      ],
      { cwd: folder, maxBuffer: 1 << 24 },
      (_error, stdout) => resolve(stdout),
    ),
  )
  for (const { category, message, location } of report.parse(JSON.parse(output)).diagnostics) {
    if (!LAYER_RULES.has(category ?? '')) continue
    const at = typeof location?.path === 'string' ? location.path : (location?.path?.file ?? '')
    const text = typeof message === 'string' ? message : message.map(({ content }) => content).join('')
    said.set(at, `${said.get(at) ?? ''}${text}`)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('layer rules', () => {
  it.each(FORBIDDEN)('%s: %s', (file, _code, mend) => {
    expect(said.get(file)).toMatch(mend)
  })

  it.each(ALLOWED)('%s: %s is fine', (file) => {
    expect(said.get(file)).toBeUndefined()
  })
})
