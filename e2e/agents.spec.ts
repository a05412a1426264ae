import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import {
  Client,
  type OAuthClientProvider,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { z } from 'zod'
import { DEMO, expect, test } from './fixtures'

const callSchema = z.object({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) })

/** The questions of docs/agents.md with the answers that it shows. */
function conversation() {
  const blocks = [...readFileSync('docs/agents.md', 'utf8').matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
    ([, text = '']): unknown => JSON.parse(text),
  )
  return blocks.flatMap((block, at) => {
    const asked = callSchema.safeParse(block)
    return asked.success ? [{ ...asked.data, answer: blocks[at + 1] }] : []
  })
}

/** What a page shows, as a matcher: `…` is any text; of lists what it shows is among what is there. */
function shown(value: unknown): unknown {
  if (value === '…') return expect.any(String)
  if (Array.isArray(value)) return value.length === 0 ? [] : expect.arrayContaining(value.map(shown))
  if (typeof value !== 'object' || value === null) return value
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shown(each)])))
}

test('the conversation of docs/agents.md is had as the page tells it', async ({ baseURL }) => {
  const client = new Client({ name: 'reader', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  const requestInit = { headers: { Authorization: `Bearer ${DEMO.token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('/api/mcp', baseURL), { requestInit }))
  await client.listTools()
  const turns = conversation()
  expect(turns).toHaveLength(4)
  for (const { tool, arguments: args, answer } of turns) {
    const { structuredContent, content } = await client.callTool({ name: tool, arguments: args })
    const [said] = z.array(z.object({ text: z.string() })).parse(content)
    expect(structuredContent ?? JSON.parse(said?.text ?? ''), tool).toEqual(shown(answer))
  }
  await client.close()
})

test('a program that asks wrongly gets nobody sent to it: its person sees where the way back would lead', async ({
  page,
  demo: _,
  baseURL,
}) => {
  const registered = await page.request.post('/api/oauth/register', {
    data: { client_name: 'Somebody’s page', redirect_uris: ['https://somewhere.invalid/back'] },
  })
  const { client_id: client } = z.object({ client_id: z.string() }).parse(await registered.json())
  await page.goto(`/authorize?response_type=token&client_id=${client}&state=x`)
  await expect(page.getByRole('heading', { name: "This can't be connected" })).toBeVisible()
  expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin)
  const back = page.getByRole('link', { name: 'Back to somewhere.invalid' })
  await expect(back).toHaveAttribute('href', /^https:\/\/somewhere\.invalid\/back\?error=unsupported_response_type&/)
})

test('a program is allowed in the browser, seen under Agents, and switched off at once', async ({ page, demo, baseURL }) => {
  // The desk is shared: what a try before left there is another program.
  const name = `Desk assistant ${test.info().retry + 1}`
  // A program on this machine, waiting for the browser to come back.
  let come: (answer: URLSearchParams) => void = () => {}
  const arrived = new Promise<URLSearchParams>((resolve) => {
    come = resolve
  })
  const waiting = createServer((request, response) => {
    come(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams)
    response.end('You can close this window.')
  })
  await new Promise<void>((resolve) => waiting.listen(0, '127.0.0.1', resolve))
  const redirectUrl = `http://127.0.0.1:${z.object({ port: z.number() }).parse(waiting.address()).port}/callback`
  const kept: { client?: StoredOAuthClientInformation; tokens?: StoredOAuthTokens; verifier: string; sent?: URL } = {
    verifier: '',
  }
  const authProvider: OAuthClientProvider = {
    redirectUrl,
    clientMetadata: { client_name: name, redirect_uris: [redirectUrl] },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void Object.assign(kept, { client }),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void Object.assign(kept, { tokens }),
    redirectToAuthorization: (sent) => void Object.assign(kept, { sent }),
    saveCodeVerifier: (verifier) => void Object.assign(kept, { verifier }),
    codeVerifier: () => kept.verifier,
  }
  const address = new URL('/api/mcp', baseURL)
  const connect = async (transport: StreamableHTTPClientTransport) => {
    const client = new Client({ name: 'desk', version: '1' }, { versionNegotiation: { mode: 'auto' } })
    await client.connect(transport)
    return client
  }
  try {
    const first = new StreamableHTTPClientTransport(address, { authProvider })
    await expect(connect(first)).rejects.toThrow()
    await page.goto(kept.sent?.href ?? '')
    await expect(page.getByRole('heading', { name: `Connect ${name}` })).toBeVisible()
    await expect(page.getByText('A program on this device')).toBeVisible()
    await page.getByLabel('Your password').fill(demo.password)
    await page.getByRole('button', { name: 'Allow' }).click()
    await first.finishAuth(await arrived)
    // The program hears before the browser has its answer: going on now would be interrupted by that page.
    await expect(page.getByText('You can close this window.')).toBeVisible()
    const client = await connect(new StreamableHTTPClientTransport(address, { authProvider }))
    expect((await client.callTool({ name: 'accounts', arguments: {} })).isError).not.toBe(true)

    await page.goto('/settings/agents')
    const list = page.getByRole('list', { name: 'Connected agents' })
    await expect(list).toContainText(name)
    await list.getByRole('link', { name }).click()
    await expect(page.getByRole('list', { name: 'Last calls' })).toContainText('accounts')
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click()
    await expect(page.getByText('Revoked', { exact: true }).first()).toBeVisible()
    await expect(client.callTool({ name: 'accounts', arguments: {} })).rejects.toThrow()
    await client.close()
  } finally {
    await new Promise((resolve) => waiting.close(resolve))
  }
})
