import { createHash, randomBytes } from 'node:crypto'
import {
  Client,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { Client as ClientBefore } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as TransportBefore } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ServiceContext } from '../context'
import { token } from '../domain/holdings.testing'
import { testAgents } from '../mcp/testing'
import { authorizeSchema } from '../schemas/oauth'
import { createAccount } from '../services/accounts/create'
import { listDeskAudit } from '../services/audit/list'
import { allowClient } from '../services/oauth/allow'
import { describeAsked } from '../services/oauth/ask'
import { listTokens } from '../services/tokens/list'
import { revokeToken } from '../services/tokens/revoke'
import { tidySignInData } from '../services/users/tidy'

let served: Awaited<ReturnType<typeof testAgents>>
let alice: ServiceContext
let accountId = ''

beforeAll(async () => {
  served = await testAgents()
})
afterAll(() => served.close())
beforeEach(async () => {
  alice = await served.addUser('unused')
  const apiKey = `key-${randomBytes(4).toString('hex')}`
  const fake = served.exchanges.open(apiKey, { holdings: [token('USDT', '1')] })
  const credentials = { apiKey, apiSecret: fake.secret }
  accountId = (await createAccount(alice, { name: 'Main desk', exchange: 'binance', credentials })).id
})

/** What alice allowed programs. */
const allowed = async () => (await listTokens(alice)).filter(({ byProgram }) => byProgram)

type Terms = Partial<Pick<Parameters<typeof allowClient>[1], 'scopes' | 'accountIds' | 'tools'>>

/** What the person does in the browser that a program opens: looks, and says yes. */
async function sayYes(url: URL, terms: Terms = {}): Promise<URL> {
  const request = authorizeSchema.parse(Object.fromEntries(url.searchParams))
  const asked = await describeAsked(alice, request, served.deps.baseUrl)
  if (asked.kind !== 'asked') throw new Error(`It was refused: ${asked.why}`)
  const { location } = await allowClient(alice, { request, scopes: ['read'], ...terms }, served.deps.baseUrl)
  return new URL(location)
}

/** A desktop program, as the official client has one: it keeps what it is given. */
class Program implements OAuthClientProvider {
  readonly redirectUrl = 'http://127.0.0.1:33418/callback'
  readonly clientMetadata = { client_name: 'Desk program', redirect_uris: [this.redirectUrl] }
  client: StoredOAuthClientInformation | undefined
  kept: StoredOAuthTokens | undefined
  sent: URL | undefined
  private verifier = ''
  clientInformation = () => this.client
  saveClientInformation = (client: StoredOAuthClientInformation) => {
    this.client = client
  }
  tokens = () => this.kept
  saveTokens = (tokens: StoredOAuthTokens) => {
    this.kept = tokens
  }
  redirectToAuthorization = (url: URL) => {
    this.sent = url
  }
  saveCodeVerifier = (verifier: string) => {
    this.verifier = verifier
  }
  codeVerifier = () => this.verifier
}

async function connected(terms: Terms = {}) {
  const program = new Program()
  const transport = new StreamableHTTPClientTransport(served.url, { authProvider: program })
  const client = new Client({ name: 'desk', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await expect(client.connect(transport)).rejects.toBeInstanceOf(UnauthorizedError)
  if (!program.sent) throw new Error('No browser was opened.')
  const back = await sayYes(program.sent, terms)
  expect(back.origin + back.pathname).toBe(program.redirectUrl)
  await transport.finishAuth(back.searchParams)
  const next = new Client({ name: 'desk', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await next.connect(new StreamableHTTPClientTransport(served.url, { authProvider: program }))
  return { program, client: next }
}

describe('a desktop program', () => {
  it('gets in by its person’s yes alone: metadata, registration, PKCE, code, keys, as the official client does it', async () => {
    const { program, client } = await connected()
    expect(program.sent?.searchParams.get('resource')).toBe(`${served.deps.baseUrl}/api/mcp`)
    expect(program.sent?.searchParams.get('code_challenge_method')).toBe('S256')
    const { structuredContent } = await client.callTool({ name: 'accounts' })
    expect(JSON.stringify(structuredContent)).toContain(accountId)
    expect(await allowed()).toMatchObject([{ name: 'Desk program', scopes: ['read'], byProgram: true, accountIds: null }])
    await client.close()
  })

  it('of the years before gets in the same way', async () => {
    const program = new Program()
    const provider = program as unknown as NonNullable<ConstructorParameters<typeof TransportBefore>[1]>['authProvider']
    const transport = new TransportBefore(served.url, { authProvider: provider })
    await expect(new ClientBefore({ name: 'desk', version: '1' }).connect(transport)).rejects.toThrow()
    const back = await sayYes(program.sent ?? new URL('none:'))
    await transport.finishAuth(back.searchParams.get('code') ?? '')
    const client = new ClientBefore({ name: 'desk', version: '1' })
    await client.connect(new TransportBefore(served.url, { authProvider: provider }))
    expect((await client.listTools()).tools.length).toBeGreaterThan(5)
    await client.close()
  })

  it('is switched off at once, on the connection that it has', async () => {
    const { client } = await connected()
    const [made] = await allowed()
    await revokeToken(alice, { id: made?.id ?? '' })
    await expect(client.callTool({ name: 'accounts' })).rejects.toThrow()
    await client.close()
  })

  it('sees the accounts that were chosen and no others', async () => {
    const fake = served.exchanges.open('second', { holdings: [token('USDT', '2')] })
    const credentials = { apiKey: 'second', apiSecret: fake.secret }
    const { id } = await createAccount(alice, { name: 'Second', exchange: 'bybit', credentials })
    const { client } = await connected({ accountIds: [id] })
    const text = JSON.stringify((await client.callTool({ name: 'accounts' })).structuredContent)
    expect([text.includes(id), text.includes(accountId)]).toEqual([true, false])
    await client.close()
  })

  it('gets new keys by itself when the old ones end, and those are then over', async () => {
    const { program, client } = await connected()
    const first = program.kept
    served.clock.advance(3601)
    await client.callTool({ name: 'accounts' })
    expect(program.kept?.access_token).not.toBe(first?.access_token)
    expect(program.kept?.refresh_token).not.toBe(first?.refresh_token)
    await client.close()
  })
})

const form = (values: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(values) })
const post = (path: string, values: Record<string, string>) => fetch(`${served.deps.baseUrl}/api/oauth/${path}`, form(values))
const answered = z.looseObject({
  error: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
})

/** By hand, so that each step can be bent. */
async function registered(redirectUris = ['http://localhost:1234/cb']) {
  const answer = await fetch(`${served.deps.baseUrl}/api/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'By hand',
      redirect_uris: redirectUris,
      token_endpoint_auth_method: 'client_secret_post',
    }),
  })
  return { status: answer.status, body: z.looseObject({ client_id: z.string().optional() }).parse(await answer.json()) }
}

async function coded(change: Record<string, string> = {}) {
  const { body } = await registered()
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL(`${served.deps.baseUrl}/authorize`)
  const request = {
    ...{ response_type: 'code', client_id: body.client_id ?? '', redirect_uri: 'http://localhost:9999/cb', state: 'st&te' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...{ code_challenge_method: 'S256', ...change },
  }
  for (const [name, value] of Object.entries(request)) url.searchParams.set(name, value)
  const back = await sayYes(url)
  const code = back.searchParams.get('code') ?? ''
  const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: request.client_id }
  return { back, exchange: { ...exchange, redirect_uri: request.redirect_uri } }
}

describe('what gives keys', () => {
  it('registers programs without a secret, and none that would send codes in the clear', async () => {
    const { status, body } = await registered()
    expect([status, body]).toMatchObject([
      201,
      { token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] },
    ])
    expect(body).not.toHaveProperty('client_secret')
    for (const uri of [
      'http://example.com/cb',
      'http://10.0.0.1/cb',
      'http://localhost.evil.example/cb',
      'javascript:alert(1)',
      'app://callback',
      'https://user:pass@example.com/',
      'https://example.com/#x',
      'http://127.0.0.1@evil.example/',
      'nothing',
      'https://example.com/\u0000',
      'https://exam\nple.com/',
      ' https://example.com/',
      'https://example.com/\u202e',
      `https://example.com/${'x'.repeat(3000)}`,
    ]) {
      expect([uri, (await registered([uri])).body.error]).toEqual([uri, 'invalid_redirect_uri'])
    }
    expect((await registered([])).body.error).toBe('invalid_client_metadata')
  })

  it('gives a code back to the address that was registered alone; its port may be another on the person’s machine', async () => {
    const { back } = await coded()
    expect(back.searchParams.get('state')).toBe('st&te')
    expect(back.searchParams.get('iss')).toBe(served.deps.baseUrl)
    for (const redirect of [
      'http://localhost:9999/other',
      'http://127.0.0.1:9999/cb',
      'https://localhost/cb',
      'https://evil.example/cb',
    ]) {
      await expect(coded({ redirect_uri: redirect })).rejects.toThrow('did not name before')
    }
    await expect(coded({ client_id: accountId })).rejects.toThrow('does not know the program')
  })

  it('asks for PKCE with S256, a scope that exists and our resource, and tells the program otherwise', async () => {
    for (const [change, why] of [
      [{ code_challenge_method: 'plain' }, 'PKCE'],
      [{ code_challenge: '' }, 'PKCE'],
      [{ response_type: 'token' }, 'response_type'],
      [{ scope: 'read admin' }, 'scopes'],
      [{ resource: 'https://other.example/api/mcp' }, 'resource'],
    ] as const) {
      await expect(coded({ ...change })).rejects.toThrow(why)
    }
    await coded({ resource: `${served.deps.baseUrl}/api/mcp/` })
    await coded({ resource: served.deps.baseUrl })
  })

  it('takes a code once, soon, from the program that it is for and with its verifier; used twice all of it ends', async () => {
    const { exchange } = await coded()
    for (const change of [
      { client_id: accountId },
      { code_verifier: randomBytes(32).toString('base64url') },
      { redirect_uri: 'http://localhost:1/cb' },
    ]) {
      // Each of these uses the code up.
      const own = await coded()
      expect(answered.parse(await (await post('token', { ...own.exchange, ...change })).json()).error).toBe('invalid_grant')
    }
    const late = await coded()
    served.clock.advance(61)
    expect(answered.parse(await (await post('token', late.exchange)).json()).error).toBe('invalid_grant')
    const again = await coded()
    const keys = answered.parse(await (await post('token', again.exchange)).json())
    const use = (key: string | undefined) =>
      fetch(served.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
      })
    expect((await use(keys.access_token)).status).toBe(200)
    // Good at the agents' door alone.
    const rest = await served.call('GET', '/api/accounts/', { token: keys.access_token ?? '' })
    expect(rest.status).toBe(401)
    expect(answered.parse(await (await post('token', again.exchange)).json()).error).toBe('invalid_grant')
    expect((await use(keys.access_token)).status).toBe(401)
    expect(exchange.code).not.toBe(again.exchange.code)
  })

  it('takes a refresh key once; the second time all of it ends', async () => {
    const { exchange } = await coded()
    const first = answered.parse(await (await post('token', exchange)).json())
    const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '', client_id: exchange.client_id }
    for (const [change, error] of [
      [{ scope: 'read trade' }, 'invalid_scope'],
      [{ client_id: accountId }, 'invalid_grant'],
      [{ scope: 'read manage' }, 'invalid_scope'],
    ] as const) {
      expect(answered.parse(await (await post('token', { ...refresh, ...change })).json()).error).toBe(error)
    }
    // What was refused used nothing up, and is no second time.
    expect(answered.parse(await (await post('token', refresh)).json()).access_token).toMatch(/^bala_/)
    const second = await coded()
    const keys = answered.parse(await (await post('token', second.exchange)).json())
    const own = { grant_type: 'refresh_token', refresh_token: keys.refresh_token ?? '', client_id: second.exchange.client_id }
    const next = answered.parse(await (await post('token', own)).json())
    expect(next.access_token).toMatch(/^bala_/)
    expect(answered.parse(await (await post('token', own)).json()).error).toBe('invalid_grant')
    const after = { ...own, refresh_token: next.refresh_token ?? '' }
    expect(answered.parse(await (await post('token', after)).json()).error).toBe('invalid_grant')
    expect((await allowed()).filter(({ revokedAt }) => revokedAt !== null)).toHaveLength(1)
  })

  it('takes back what a program gives back, and no more than its own', async () => {
    const { exchange } = await coded()
    const keys = answered.parse(await (await post('token', exchange)).json())
    expect((await post('revoke', { token: keys.refresh_token ?? '', client_id: accountId })).status).toBe(200)
    expect((await allowed())[0]?.revokedAt).toBeNull()
    expect((await post('revoke', { token: keys.refresh_token ?? '', client_id: exchange.client_id })).status).toBe(200)
    expect((await allowed())[0]?.revokedAt).not.toBeNull()
    expect((await post('revoke', { token: 'made up', client_id: exchange.client_id })).status).toBe(200)
  })

  it('tells a token’s owner once that it ended, however often it is ended', async () => {
    const { exchange } = await coded()
    const keys = answered.parse(await (await post('token', exchange)).json())
    const [made] = await allowed()
    for (let n = 0; n < 3; n++) {
      await post('token', exchange)
      await post('revoke', { token: keys.refresh_token ?? '', client_id: exchange.client_id })
      await revokeToken(alice, { id: made?.id ?? '' })
    }
    const { events } = await listDeskAudit(alice, { limit: 50 })
    const told = events.filter(({ details }) => details.token === made?.id)
    expect(told.map(({ event }) => event)).toEqual(['agent_key_used_twice', 'agent_allowed'])
  })

  it('sends nobody to a program that asked wrongly: the page names where its link would lead', async () => {
    const { body } = await registered(['https://desk.example/back'])
    const request = { response_type: 'token', client_id: body.client_id, state: 'x' }
    expect(await describeAsked(alice, request, served.deps.baseUrl)).toEqual({
      kind: 'refused',
      why: 'response_type must be code.',
      onThisDevice: false,
      host: 'desk.example',
      location: expect.stringMatching(/^https:\/\/desk\.example\/back\?error=unsupported_response_type&/),
    })
  })

  it('allows what was asked for and never more', async () => {
    const { body } = await registered()
    const request = {
      ...{ response_type: 'code', client_id: body.client_id ?? '', redirect_uri: 'http://localhost:1/cb', scope: 'read' },
      ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
    }
    const more = allowClient(alice, { request, scopes: ['read', 'trade'] }, served.deps.baseUrl)
    await expect(more).rejects.toMatchObject({ code: 'bad_request' })
    const stranger = await served.addUser('stranger')
    const theirs = allowClient(stranger, { request, scopes: ['read'], accountIds: [accountId] }, served.deps.baseUrl)
    await expect(theirs).rejects.toMatchObject({ fields: { accountIds: expect.any(String) } })
    expect(await allowed()).toEqual([])
  })

  it('keeps nothing in the clear, and forgets programs that nobody allowed anything', async () => {
    const { exchange } = await coded()
    const keys = answered.parse(await (await post('token', exchange)).json())
    await registered()
    const dump = async () =>
      JSON.stringify(
        await served.deps.db.asSystem(async (tx) => [
          await tx.execute('select row_to_json(t)::text as row from oauth_codes t'),
          await tx.execute('select row_to_json(t)::text as row from oauth_keys t'),
          await tx.execute('select row_to_json(t)::text as row from api_tokens t'),
          await tx.execute('select row_to_json(t)::text as row from oauth_clients t'),
        ]),
      )
    const stored = await dump()
    for (const secret of [exchange.code, keys.access_token, keys.refresh_token]) expect(stored).not.toContain(secret?.slice(5))
    served.clock.advance(2 * 86_400)
    await tidySignInData(served.deps)
    const clients = await served.deps.db.asSystem((tx) => tx.execute('select 1 from oauth_clients where allowed_at is null'))
    expect(clients).toHaveLength(0)
  })

  it('slows down whoever registers or guesses without end', async () => {
    // Loopback is everybody here: asked as somebody from elsewhere, behind a proxy of ours.
    const { registerClient } = await import('../services/oauth/register')
    const codes: string[] = []
    for (let n = 0; n < 30; n++) {
      codes.push(
        await registerClient(served.deps, { redirect_uris: ['http://localhost/cb'] }, '198.51.100.77').then(
          () => 'ok',
          (error) => error.code,
        ),
      )
    }
    expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThan(5)
  })
})
