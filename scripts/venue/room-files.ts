import type { CatalogueEntry } from '../../server/exchanges/catalogue'
import type { About } from '../../server/exchanges/venues/venue'
import type { Question } from './questions'

/** A name that JavaScript takes, also where an id begins with a digit. */
export const nameOf = (id: string) => (/^[a-z]/.test(id) ? id : `x${id}`)

/** Questions that are named to choose from. */
const MOST = 12

/**
 * The files of a new room, with what the catalogue knows of the exchange; the rest says what it wants. They are right
 * TypeScript and do nothing that is not asked for, so that only their tests fail.
 */
export function roomFiles(entry: CatalogueEntry, generic: About, questions: readonly Question[]): Record<string, string> {
  const first = questions[0] ?? { method: 'privateGetBalance', verb: 'GET', path: '/balance' }
  return {
    'about.ts': about(entry, generic, first),
    'wallets.ts': wallets(entry, first, questions),
    'adapter.ts': adapter(entry, first),
    'adapter.test.ts': tests(entry),
    'fixtures/README.md': fixtures(entry),
  }
}

const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)

function about({ id, name, hosts, www }: CatalogueEntry, { credentialFields }: About, { verb, path }: Question): string {
  const fields = credentialFields.map(
    ({ field, label, required, secret }) =>
      `    { field: ${quoted(field)}, label: ${quoted(label)}, required: ${required}, secret: ${secret} },`,
  )
  return `import type { About } from '../venue'

export const about: About = {
  id: ${quoted(id)},
  name: ${quoted(name)},
  // As the exchange's own page names them, and no more than a reading needs: an address or a read-only token where that is enough.
  credentialFields: [
${fields.join('\n')}
  ],
  // Where the key is made, click by click.
  keyPage: '',
  keyUrl: ${www === null ? 'null' : quoted(www)},
  // In the exchange's words; reading only.
  permissionsWanted: [],
  wallets: ['spot'],
  // Anything that is not named here is stopped before it leaves.
  requests: [
    {
      hosts: [${hosts.map(quoted).join(', ')}],
      market: ['GET /**'],
      read: [${quoted(`${verb} ${path}`)}],
    },
  ],
}
`
}

function wallets({ name }: CatalogueEntry, { method }: Question, questions: readonly Question[]): string {
  const known = questions.slice(0, MOST).map((one) => ` * - \`${one.method}\`: ${one.verb} ${one.path}`)
  return `import { z } from 'zod'
import type { TokenHolding } from '../../../domain/types'
import { amount, maybeAmount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { held, plainToken } from '../../reading/rows'

/**
 * What is read of an answer about the spot wallet, and nothing else. Its source: the page of ${name}'s documentation.
 * \`amount\` must be there; \`maybeAmount\` may be left empty, and is null then, never 0.${
   known.length === 0 ? '' : `\n *\n * ccxt can ask among others:\n${known.join('\n')}`
 }
 */
const Balances = z.array(z.object({ currency: z.string(), balance: amount, available: maybeAmount }))

/** The coins of the spot wallet; null where this key may not read it (which is noted). */
export async function spot(api: AccountApi): Promise<TokenHolding[] | null> {
  const rows = await api.ask('spot', ${quoted(method)}, {}, Balances)
  return rows && held(rows.map((row) => plainToken('spot', api.code(row.currency), row.balance, row.available)))
}
`
}

function adapter({ id, name }: CatalogueEntry, { method }: Question): string {
  return `import { z } from 'zod'
import type { ErrorRules } from '../../ccxt/errors'
import type { KeyInfo } from '../../port'
import type { AccountApi } from '../../reading/api'
import { type Reading, wallet } from '../../reading/reading'
import type { Venue } from '../venue'
import { about } from './about'
import { spot } from './wallets'

/** ${name}'s own codes that matter, with the page that lists them: wrong key, secret, permission, address, clock, limit, maintenance. */
const ERRORS: ErrorRules = {}

/** All wallets side by side. */
async function read(api: AccountApi): Promise<Reading> {
  const [coins] = await Promise.all([api.wants('spot') ? spot(api) : null])
  return { holdings: coins ?? [], wallets: coins ? [wallet('spot')] : [], positionMode: null }
}

/** The cheapest private call that proves the key, and what ${name} tells of it. */
async function verify(api: AccountApi): Promise<KeyInfo> {
  await api.call(${quoted(method)}, {}, z.unknown())
  return { permissions: null, positionMode: null, ipList: null, expiresAt: null, label: null }
}

export const ${nameOf(id)}: Venue = { about, errors: ERRORS, read, verify }
`
}

function tests({ id, name }: CatalogueEntry): string {
  const open = (title: string, hint: string) => `  it(${quoted(title)}, async () => {
    // ${hint}
    expect((await read([])).assets).not.toEqual([])
  })
`
  return `import { describe, expect, it } from 'vitest'
import { about } from './about'
import { connected } from '../connection.testing'
import { type TestRecording, valued } from '../recordings.testing'

/** Answers of ${name}'s documentation, or of a real account without what tells whose it is: \`{ path, response }\` each. */
const read = (calls: TestRecording['calls']) => valued({ exchange: ${quoted(id)}, calls, prices: { BTC: '100000', USDT: '1' } })

describe(${quoted(name)}, () => {
${open('reads coins with every digit as it was sent', 'An amount such as 987654321.12345678, and one that is locked in an order.')}
${open('keeps coins in orders in the balance', 'Of 1.5 with 0.5 in an order the size is 1.5, and 1 is available.')}
${open('tells positions: long, short, isolated and cross, inverse, contracts of other sizes than 1', 'Or, where there are none here, what says so in its documentation: then this test goes.')}
${open('counts a loan once, and open profit once', 'Equity by hand, beside what the exchange tells of it.')}
  it('does not take an empty text for a balance of zero', async () => {
    // The answer above with an empty text in place of an amount that must be there.
    await expect(read([])).rejects.toThrow(/makes no sense/)
  })

  it('names a wallet that the key may not read, and reads the rest', async () => {
    // The exchange's own refusal, with its code: then ERRORS knows it.
    const { notIncluded } = await read([])
    expect(notIncluded.map(({ reason }) => reason)).toEqual([expect.not.stringContaining('No recorded answer')])
  })

  it('proves a key, and tells what it may do', async () => {
    const key = await connected({ exchange: ${quoted(id)}, calls: [] }).verify()
    expect(key.permissions).toContain('read')
  })

  it('says in its form where a key is made and what it must be allowed', () => {
    expect([about.keyPage, about.permissionsWanted]).not.toEqual(['', []])
  })
})
`
}

function fixtures({ name }: CatalogueEntry): string {
  return `# Answers of ${name}

One JSON file an answer, as it was sent, with its page of the documentation in \`adapter.test.ts\` beside where it is used.
Answers of a real account come from *Save a recording* on its page: without keys and identities, amounts scaled.
`
}
