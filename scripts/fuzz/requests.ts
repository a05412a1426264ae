import fc from 'fast-check'

/** A request as its bytes, and the header that a signed-in browser or a program adds. */
export interface FuzzedRequest {
  bytes: Buffer
  /** The rest never comes: nothing is owed for it but patience. */
  cut: boolean
}

const PATHS = [
  ...[
    '/',
    '/overview',
    '/accounts',
    '/positions',
    '/history',
    '/settings/security',
    '/sign-in',
    '/sign-up',
    '/reset',
    '/nothing',
  ],
  ...['/accounts/00000000-0000-4000-8000-000000000000', '/history/equity.csv', '/manifest.webmanifest', '/icons/icon.svg'],
  ...[
    '/icons/nothing.png',
    '/favicon.ico',
    '/robots.txt',
    '/_next/static/chunks/nothing.js',
    '/_next/image',
    '/_next/data/x.json',
  ],
  ...[
    '/api/health/live',
    '/api/health/ready',
    '/api/docs',
    '/api/docs/openapi-explorer.min.js',
    '/api/openapi.json',
    '/api/nothing',
  ],
  ...['/api/accounts/', '/api/accounts/refresh/', '/api/history/equity', '/api/exchanges', '/api/me/export', '/internal/sor/x'],
  ...['/api/sor/get_cached_account_balance', '/api/auth/csrf', '/api/auth/session', '/api/auth/providers', '/api/auth/signin'],
  ...['/api/auth/callback/credentials', '/api/auth/callback/passkey', '/api/auth/signout', '/api/auth/error', '/api/auth/_log'],
  ...['/api/trpc/accounts.list', '/api/trpc/accounts.list,settings.get', '/api/trpc/users.register', '/api/trpc/live.updates'],
  ...['', '/overview', '/balances/assets.csv', '/api/trpc/accounts.list', '/api/trpc/live.updates', '/api/accounts/'].map(
    (path) => `/desk/0198c5b1-7a52-7c7e-8f43-2d1c3b4a5e6f${path}`,
  ),
  ...['/api/trpc/history.equity', '/api/trpc/balances.overview', '/api/trpc/security.startPasskeySignIn', '/api/trpc/x.y'],
]
const PIECES = [
  ...[
    '/',
    '//',
    '/..',
    '/%2e%2e',
    '%',
    '%zz',
    '%00',
    '%ff',
    '%c0%af',
    '%20',
    '\\',
    ';a=b',
    '.',
    '~',
    '*',
    ':',
    '@',
    '%2F',
    '%5c',
  ],
  ...[
    '?',
    '#',
    '[[...path]]',
    '(app)',
    '__proto__',
    '<script>',
    "'",
    'a'.repeat(3000),
    '/'.repeat(1500),
    'é',
    '\u{1F4A5}',
    '.rsc',
    '.json',
  ],
]
const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'get',
  'CONNECT',
]
const JSONS = [
  '{}',
  '[]',
  'null',
  '{"json":{}}',
  '{"0":{"json":{}},"1":{}}',
  '{"json":{"a":null},"meta":{"referentialEqualities":[["a"]]}}',
  '{"json":[8],"meta":{"values":[["typed-array","Float64Array"]]}}',
  '{"json":{"__proto__":{"x":1},"email":"a@b.c","password":"long enough password"}}',
  `{"json":{"email":"${'a'.repeat(2000)}@b.c","password":"${' '.repeat(3000)}"}}`,
  '{"name":"x","exchange":"binance","api_key":"k","api_secret":"s"}',
  '{"account_ids":["00000000-0000-4000-8000-000000000000"]}',
  '['.repeat(3000),
  `[${'0,'.repeat(4000)}0]`,
  '{"a":1e999999999}',
  '"\\ud800"',
  '{"a":"\\u0000"}',
  '{',
]
const TREE = '%5B%22%22%2C%7B%7D%5D'
const HEADERS = [
  ...['X-Forwarded-For: 1.2.3.4', 'X-Forwarded-For: unknown, _x', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: gopher'],
  ...[
    'Upgrade: h2c',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'HTTP2-Settings: AAMAAABkAAQ',
    'Expect: 100-continue',
    'Expect: x',
  ],
  ...[
    'Accept-Encoding: gzip, br, zstd',
    'Accept-Encoding: gzip;q=0',
    'Accept: text/x-component',
    'Accept: application/jsonl',
    'Range: bytes=0-1,2-3',
  ],
  ...[
    'RSC: 1',
    `Next-Router-State-Tree: ${TREE}`,
    `Next-Router-State-Tree: ${'['.repeat(4000)}`,
    'Next-Router-Prefetch: 1',
    'Next-Router-Segment-Prefetch: /_tree',
  ],
  ...[
    'Next-Action: 00',
    'Next-Url: /x',
    'x-nextjs-data: 1',
    'x-middleware-subrequest: proxy:proxy:proxy',
    'x-matched-path: /x',
    'x-invoke-path: /x',
  ],
  ...[
    'If-None-Match: *',
    'If-None-Match: "x"',
    'Last-Event-ID: 99999999999999999999',
    'Last-Event-ID: x',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Dest: image',
  ],
  ...[
    'Authorization: Token x',
    'Authorization: Bearer',
    'Authorization: Basic eDp5',
    `Authorization: Token bal_${'y'.repeat(43)}`,
  ],
  ...[
    'Cookie: a=b; ; =; c',
    'Cookie: ballast.session-token=x.y.z',
    `Cookie: ${'x=1; '.repeat(1000)}`,
    'Cookie: __Host-next-auth.csrf-token=%7C',
  ],
  ...[
    'Purpose: prefetch',
    'User-Agent: ',
    `User-Agent: ${'('.repeat(2000)}`,
    'Accept-Language: *;q=9',
    'Origin: null',
    'Referer: http://x/%',
    'Trailer: a',
    'TE: trailers',
  ],
]
const TYPES = [
  'application/json',
  'application/json; charset=x',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  '',
  'application/octet-stream',
]
const HOSTS = ['localhost', '127.0.0.1:1', 'evil.example', '[::1]', '', 'a b', 'x'.repeat(300), 'localhost:99999']

const mostly = <T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: seldom })
const latin = fc.string({ unit: 'binary-ascii', maxLength: 40 })

const path = fc
  .tuple(fc.constantFrom(...PATHS), fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }), fc.nat(60), fc.boolean())
  .map(([base, pieces, at, spoil]) => (spoil ? base.slice(0, at) + pieces.join('') + base.slice(at) : base))
const query = fc
  .array(
    fc.oneof(
      fc.constantFrom(...JSONS).map((json) => `input=${encodeURIComponent(json).slice(0, 8000)}`),
      fc.constantFrom(
        'batch=1',
        'batch=1&batch=1',
        'connectionParams={}',
        '_rsc=x',
        'from=//evil',
        'error=x',
        'url=/icons/icon-192.png&w=64&q=75',
      ),
      fc.constantFrom(
        'range=custom&from=0001-01-01T00:00:00Z',
        'account_names=["a"',
        'account_names=a,b',
        'include_archived=x',
        'callbackUrl=//x',
      ),
      fc.constant(Array.from({ length: 900 }, (_, at) => `k${at}`).join('&')),
      latin.map((text) => encodeURI(text).replaceAll('#', '')),
    ),
    { maxLength: 3 },
  )
  .map((parts) => (parts.length > 0 ? `?${parts.join('&')}` : ''))
const body = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...JSONS),
  fc.json({ maxDepth: 3 }),
  latin,
  fc.constantFrom(
    'csrfToken=x&email=a&password=b',
    `a=${'%'.repeat(5000)}`,
    'json=true&challengeId=x&response={',
    `--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[]\r\n--x--`,
  ),
  fc.constant('x'.repeat(300 * 1024)),
)
const framing = fc.constantFrom('length', 'length', 'length', 'chunked', 'short', 'long', 'none', 'both')

const shaped = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path,
    query,
    version: mostly(fc.constant('1.1'), fc.constantFrom('1.0', '2.0', '9')),
    host: mostly(fc.constant('localhost'), fc.constantFrom(...HOSTS)),
    headers: fc.uniqueArray(fc.constantFrom(...HEADERS), { maxLength: 5 }),
    type: fc.constantFrom(...TYPES),
    body,
    framing,
    signedIn: fc.boolean(),
  })
  .map((made) => ({ kind: 'shaped' as const, ...made }))
const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ kind: 'garbage' as const, bytes: Buffer.from(bytes) }))
type Made = typeof shaped | typeof garbage extends fc.Arbitrary<infer T> ? T : never

/**
 * Requests of any shape to every door, the same for the same seed.
 * @param credentials headers of somebody who may: added to half of them
 */
export function fuzzedRequests(seed: number, count: number, credentials: readonly string[]): FuzzedRequest[] {
  const any: fc.Arbitrary<Made> = fc.oneof({ weight: 30, arbitrary: shaped }, { weight: 1, arbitrary: garbage })
  return fc.sample(any, { seed, numRuns: count }).map((made, at) => {
    if (made.kind === 'garbage') return { bytes: made.bytes, cut: true }
    const { method, version, headers, type, framing: how } = made
    const sent = Buffer.from(made.body ?? '')
    const lines = [`${method} ${made.path}${made.query} HTTP/${version}`, `Host: ${made.host}`, 'Connection: close', ...headers]
    if (made.signedIn && credentials.length > 0) lines.push(credentials[at % credentials.length] ?? '')
    const withBody = made.body !== null && how !== 'none'
    if (withBody && type !== '') lines.push(`Content-Type: ${type}`)
    const length = how === 'short' ? Math.max(0, sent.length - 3) : how === 'long' ? sent.length + 50 : sent.length
    if (withBody && how !== 'chunked') lines.push(`Content-Length: ${length}`)
    if (withBody && (how === 'chunked' || how === 'both')) lines.push('Transfer-Encoding: chunked')
    const tail = !withBody ? [] : how === 'chunked' ? [`${sent.length.toString(16)}\r\n`, sent, '\r\n0\r\n\r\n'] : [sent]
    return {
      bytes: Buffer.concat([`${lines.join('\r\n')}\r\n\r\n`, ...tail].map((part) => Buffer.from(part))),
      cut: withBody && how === 'long',
    }
  })
}
