import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Deps } from '../context'
import type { SharedView } from '../domain/share'
import { DomainError } from '../errors'
import { readerIn } from '../language/in-language'
import { languageOfHeaders } from '../language/of-request'
import type { Reader } from '../language/reader'
import { type Sentence, sentence } from '../language/sentence'
import { createRestRateLimiter, takeForAddress } from '../rest/rate-limit'
import { nodeHeaders } from '../rest/rest-request'
import { sharedRangeSchema } from '../schemas/shares'
import { sharedFigures } from '../services/shares/figures'
import { knowsSharePassword, noteShareView, openShareLink } from '../services/shares/open'
import { unavailable } from '../unavailable'
import type { Door } from '../web/door'
import { send } from '../web/rest'
import { type GrantSettings, grant, isGranted } from './grant'
import { NothingPage, PasswordPage, SharedPage } from './page'
import { drawPicture, pictureContent } from './picture'
import { STYLE } from './style'

export interface ShareSettings extends GrantSettings {
  getDeps(): Promise<Deps>
  /** The public address, without a slash at its end. */
  baseUrl: string
  /** Looks from one address in a minute, and of one link from all of them. */
  perMinute?: { address: number; link: number }
}

const PATH = /^\/s\/([^/]+)(\/picture\.png)?\/?$/
const MOST_FORM_BYTES = 4096
const USUAL_RATE = { address: 120, link: 600 }

/** No script, nothing from elsewhere, no frame; of styles the one that the page comes with. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Kept by nobody, found by nobody, told to no page that is gone to from here. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow, noarchive, nosnippet, noimageindex',
  'Referrer-Policy': 'no-referrer',
}

/** Answers share links (`/s/…`) for whoever has one: no session is asked for, and none is looked at. */
export function shareLinks({ perMinute = USUAL_RATE, ...settings }: ShareSettings): Door {
  const [byAddress, byLink] = [createRestRateLimiter(perMinute.address), createRestRateLimiter(perMinute.link)]
  return async (request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    if (path !== '/s' && !path.startsWith('/s/')) return false
    const address = String(request.headers['x-forwarded-for'] ?? 'unknown')
    try {
      const taken = await takeForAddress(byAddress, address)
      if (!taken.allowed) throw tooMany(taken.resetSeconds)
      await answer({ ...settings, address, byLink }, path, request, response)
    } catch (error) {
      const told = unavailable(error) ?? error
      if (!(told instanceof DomainError) || response.headersSent) throw error
      await refuse(told, request, response)
    }
    return true
  }
}

interface Look extends Omit<ShareSettings, 'perMinute'> {
  address: string
  byLink: ReturnType<typeof createRestRateLimiter>
}

const tooMany = (seconds: number) =>
  new DomainError('rate_limited', sentence`Too many looks. Try again in ${seconds} s.`, { retryAfterSeconds: seconds })

async function answer(look: Look, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '' } = request
  const [, code = '', picture] = PATH.exec(path) ?? []
  if (!['GET', 'HEAD', ...(picture ? [] : ['POST'])].includes(method)) {
    const allowed = picture ? 'GET, HEAD' : 'GET, HEAD, POST'
    return page(
      request,
      response,
      405,
      createElement(NothingPage, {
        reader: readerOf(request),
        title: sentence`That is not done here`,
        words: sentence`This page is only read.`,
      }),
      {
        Allow: allowed,
      },
    )
  }
  const deps = await look.getDeps()
  const link = await openShareLink(deps, code, look.address)
  const taken = await look.byLink.take(`link ${link.id}`)
  if (!taken.allowed) throw tooMany(taken.resetSeconds)
  const url = `${look.baseUrl}/s/${code}`
  const reader = readerOf(request)
  if (method === 'POST') {
    const password = await passwordOf(request)
    if (link.passwordHash !== null && !(await knowsSharePassword(deps, link, password, look.address))) {
      return page(
        request,
        response,
        403,
        createElement(PasswordPage, { reader, problem: sentence`That is not the password of this link.` }),
      )
    }
    response.writeHead(303, {
      ...HEADERS,
      // Where the browser is, whatever name of this host it knows.
      Location: `/s/${code}`,
      ...(link.passwordHash !== null && { 'Set-Cookie': grant(look, link, deps.now()) }),
    })
    response.end()
    return
  }
  if (!isGranted(look, link, request.headers.cookie, deps.now())) {
    if (picture) throw new DomainError('not_found', sentence`There is no picture of what a password guards.`)
    return page(request, response, 401, createElement(PasswordPage, { reader, problem: null }))
  }
  const view = await viewOf(deps, link, request, response, look.address)
  if (picture) return png(request, response, view)
  // Drawn before it is counted: what could not be shown was not seen.
  const drawn = createElement(SharedPage, { reader, view, url })
  if (method === 'GET') await noteShareView(deps, link)
  await page(request, response, 200, drawn)
}

async function viewOf(
  deps: Deps,
  link: Parameters<typeof sharedFigures>[1],
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): Promise<SharedView> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  response.once('close', leave)
  const query = new URLSearchParams((request.url ?? '').split('?', 2)[1] ?? '')
  try {
    return await sharedFigures(deps, link, sharedRangeSchema.parse(query.get('range')), {
      ...{ address, signal: gone.signal, log: deps.log },
      userAgent: request.headers['user-agent'] ?? null,
    })
  } finally {
    response.off('close', leave)
  }
}

/** Whom a page is drawn for, by what their browser wants. */
const readerOf = (request: IncomingMessage): Reader => readerIn(languageOfHeaders(nodeHeaders(request)))

/** The field of the form; empty where it is none. @throws DomainError `bad_request` for a body that is no such form */
async function passwordOf(request: IncomingMessage): Promise<string> {
  const { 'content-length': length, 'content-type': type = '' } = request.headers
  if (!type.startsWith('application/x-www-form-urlencoded') || Number(length) > MOST_FORM_BYTES) {
    throw new DomainError('bad_request', sentence`Send the form of this page.`)
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('password') ?? ''
}

const REFUSALS: Partial<Record<DomainError['code'], { status: number; title: Sentence }>> = {
  not_found: { status: 404, title: sentence`Nothing to see here` },
  rate_limited: { status: 429, title: sentence`A moment, please` },
  bad_request: { status: 400, title: sentence`That was not understood` },
  unavailable: { status: 503, title: sentence`A moment, please` },
}

async function refuse(error: DomainError, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = REFUSALS[error.code]
  if (!known) throw error
  const { retryAfterSeconds } = error
  const after: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  await page(
    request,
    response,
    known.status,
    createElement(NothingPage, { reader: readerOf(request), title: known.title, words: error.said.message }),
    after,
  )
}

async function page(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  element: ReactElement,
  more: Record<string, string> = {},
): Promise<void> {
  const html = `<!doctype html>${renderToStaticMarkup(element)}`
  const headers = { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY, ...more }
  await send(request, response, { status, headers, body: html })
}

async function png(request: IncomingMessage, response: ServerResponse, view: SharedView): Promise<void> {
  const body = await drawPicture(pictureContent(view))
  const headers = { ...HEADERS, 'Content-Type': 'image/png', 'Content-Length': String(body.length) }
  if (!response.destroyed) response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body)
}
