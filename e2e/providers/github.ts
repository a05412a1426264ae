import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { bodyOf } from './body'
import { type Persona, personaOf } from './persona'

/**
 * A stand-in for GitHub (an Enterprise Server's paths) with what its documentation says of the web flow: PKCE, codes once,
 * errors as 200 with `error`, e-mail addresses apart from the user.
 * https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function startGitHub(port: number, client: { id: string; secret: string }): Promise<Server> {
  const site = `http://127.0.0.1:${port}`
  const codes = new Map<string, { persona: Persona; challenge: string; redirect: string }>()
  const tokens = new Map<string, Persona>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', site)
    const given = (name: string) => url.searchParams.get(name) ?? ''
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
    }
    if (request.method === 'GET' && url.pathname === '/login/oauth/authorize') {
      if (given('client_id') !== client.id || given('code_challenge_method') !== 'S256')
        return json(404, { message: 'Not Found' })
      if (given('login') === '') {
        const fields = [...url.searchParams].map(
          ([name, value]) => `<input type="hidden" name="${name}" value="${encode(value)}">`,
        )
        const form = `<form>${fields.join('')}<input name="login" placeholder="Enter any login"><button>Sign-in</button></form>`
        response.writeHead(200, { 'content-type': 'text/html' }).end(form)
        return
      }
      const code = randomBytes(10).toString('hex')
      codes.set(code, { persona: personaOf(given('login')), challenge: given('code_challenge'), redirect: given('redirect_uri') })
      const back = new URL(given('redirect_uri'))
      for (const [name, value] of Object.entries({ code, state: given('state'), iss: `${site}/login/oauth` })) {
        back.searchParams.set(name, value)
      }
      response.writeHead(302, { location: back.toString() }).end()
      return
    }
    if (request.method === 'POST' && url.pathname === '/login/oauth/access_token') {
      const form = new URLSearchParams(await bodyOf(request))
      const basic = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
      const [id, secret] = basic.includes(':') ? basic.split(':') : [form.get('client_id'), form.get('client_secret')]
      if (id !== client.id || secret !== client.secret) return json(200, { error: 'incorrect_client_credentials' })
      const known = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (!known || known.challenge !== challenge) return json(200, { error: 'bad_verification_code' })
      if (known.redirect !== form.get('redirect_uri')) return json(200, { error: 'redirect_uri_mismatch' })
      const token = `gho_${randomBytes(18).toString('hex')}`
      tokens.set(token, known.persona)
      return json(200, { access_token: token, token_type: 'bearer', scope: 'read:user,user:email' })
    }
    const persona = tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    if (url.pathname.startsWith('/api/v3/') && !persona) return json(401, { message: 'Bad credentials' })
    if (persona && url.pathname === '/api/v3/user') {
      // The address that people show in public is one that nobody has to have proved.
      return json(200, {
        id: Number.parseInt(persona.id.slice(0, 8), 16),
        login: persona.email.split('@')[0],
        name: null,
        email: 'public@example.com',
      })
    }
    if (persona && url.pathname === '/api/v3/user/emails') {
      const other = { email: `other-${persona.email}`, primary: false, verified: true, visibility: null }
      return json(200, [other, { email: persona.email, primary: true, verified: persona.verified, visibility: 'private' }])
    }
    json(404, { message: 'Not Found' })
  }

  const server = createServer((request, response) => void answer(request, response))
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

const encode = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
