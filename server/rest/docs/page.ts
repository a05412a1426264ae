import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** Files of Swagger UI that the page loads, from our own origin; no other name is served. */
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

/** Makes Swagger UI read our document; `Token` keys go in as they are pasted. */
const START = `window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#reference',
    deepLinking: true,
    displayRequestDuration: true,
    persistAuthorization: false,
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    requestInterceptor: (request) => {
      const key = request.headers.Authorization
      if (key && !/^(token|bearer) /i.test(key)) request.headers.Authorization = 'Token ' + key
      return request
    },
  })
})
`

const THEME = `:root { color-scheme: light dark }
body { margin: 0; background: #fff }
.swagger-ui .topbar, .swagger-ui .info .base-url { display: none }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag, .swagger-ui .opblock .opblock-summary-description {
  font-family: ui-sans-serif, system-ui, sans-serif }
.swagger-ui .wrapper { max-width: 1080px; padding: 0 16px }
.swagger-ui .scheme-container { box-shadow: none; border-bottom: 1px solid #e5e5e5; padding: 12px 0 }
@media (prefers-color-scheme: dark) {
  body { background: #111 }
  #reference { filter: invert(0.92) hue-rotate(180deg) }
}
`

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ballast API reference</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/theme.css">
</head>
<body>
<main id="reference"><noscript>The reference needs JavaScript; the document itself is at /api/openapi.json.</noscript></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

/** Swagger UI writes style attributes and data: images; scripts come from our own origin only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The reference page: read the API and try it with a token. */
export function docsPage(): Response {
  return text(HTML, 'text/html; charset=utf-8', { 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-cache' })
}

/** One of the page's own files; 404 for any other name. */
export async function docsFile(name: string): Promise<Response> {
  if (name === 'start.js') return text(START, 'text/javascript; charset=utf-8')
  if (name === 'theme.css') return text(THEME, 'text/css; charset=utf-8')
  const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined
  if (type === undefined) return Response.json({ error: 'There is no such file.', code: 'not_found' }, { status: 404 })
  const content = await readFile(path.join(process.cwd(), 'node_modules', 'swagger-ui-dist', name))
  return new Response(new Uint8Array(content), { headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=86400' } })
}

function text(body: string, type: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600', ...headers } })
}
