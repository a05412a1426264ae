import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The component that shows the document: one file, sent from our own origin. */
const EXPLORER = 'openapi-explorer.min.js'

/** The theme is the one chosen in the app, else the system's. */
const START = `const reference = document.getElementById('reference')
const dark = matchMedia('(prefers-color-scheme: dark)')
const LIGHT = {
  'bg-color': '#fafafa', 'text-color': '#3f3f46', 'header-color': '#18181b', 'primary-color': '#18181b',
  'secondary-color': '#71717a', 'nav-bg-color': '#f4f4f5', 'nav-text-color': '#3f3f46',
  'nav-hover-bg-color': '#e4e4e7', 'nav-hover-text-color': '#09090b',
}
const DARK = {
  'bg-color': '#18181b', 'text-color': '#d4d4d8', 'header-color': '#ededef', 'primary-color': '#ededef',
  'secondary-color': '#a1a1aa', 'nav-bg-color': '#09090b', 'nav-text-color': '#d4d4d8',
  'nav-hover-bg-color': '#27272a', 'nav-hover-text-color': '#fafafa',
}
function chosen() {
  let theme = null
  try { theme = localStorage.getItem('theme') } catch {}
  return theme === 'dark' || theme === 'light' ? theme : dark.matches ? 'dark' : 'light'
}
function setTheme() {
  const theme = chosen()
  document.documentElement.dataset.theme = theme
  for (const [name, value] of Object.entries(theme === 'dark' ? DARK : LIGHT)) reference.setAttribute(name, value)
}
setTheme()
dark.addEventListener('change', setTheme)
addEventListener('storage', setTheme)
`

const STYLE = `:root { color-scheme: light; --bg: #f4f4f5; --fg: #18181b; --line: #e4e4e7; --soft: #52525b }
:root[data-theme=dark] { color-scheme: dark; --bg: #09090b; --fg: #ededef; --line: #27272a; --soft: #a1a1aa }
html, body { height: 100%; margin: 0 }
body { display: flex; flex-direction: column; background: var(--bg); color: var(--fg);
  font: 14px/1.5 ui-sans-serif, system-ui, sans-serif }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; padding: 10px 20px; border-bottom: 1px solid var(--line) }
.bar a { color: var(--soft); text-decoration: none; padding: 4px 0 }
.bar a:hover, .bar a:focus-visible { color: var(--fg); text-decoration: underline }
.bar h1 { font-size: 14px; font-weight: 600; margin: 0 auto 0 0 }
openapi-explorer { flex: 1; min-height: 0; height: auto;
  --font-regular: ui-sans-serif, system-ui, sans-serif; --font-mono: ui-monospace, monospace;
  --font-size-small: 13px; --font-size-mono: 13px; --font-size-regular: 14px; --border-radius: 6px;
  --border-color: #d4d4d8; --light-border-color: #e4e4e7; --inline-code-fg: #3f3f46; --placeholder-color: #71717a;
  --code-fg: #3f3f46; --green: #15803d; --blue: #1d4ed8; --orange: #b45309; --red: #b91c1c }
:root[data-theme=dark] openapi-explorer { --border-color: #3f3f46; --light-border-color: #27272a;
  --inline-code-fg: #d4d4d8; --placeholder-color: #a1a1aa; --code-fg: #d4d4d8; --code-property-color: #93c5fd;
  --code-keyword-color: #7dd3fc; --code-operator-color: #fcd34d;
  --green: #4ade80; --blue: #93c5fd; --orange: #fbbf24; --red: #fca5a5 }
`

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ballast API reference</title>
<link rel="icon" href="/icons/icon.svg">
<link rel="stylesheet" href="/api/docs/style.css">
<script type="module" src="/api/docs/${EXPLORER}"></script>
<script type="module" src="/api/docs/start.js"></script>
</head>
<body>
<nav class="bar" aria-label="Ballast">
<a href="/">← Back to Ballast</a>
<h1>Ballast API</h1>
<a href="/settings/tokens">API tokens</a>
<a href="/api/openapi.json">OpenAPI document</a>
</nav>
<noscript><p class="bar">The reference needs JavaScript; the document itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</p></noscript>
<openapi-explorer id="reference" spec-url="/api/openapi.json" hide-server-selection collapse table></openapi-explorer>
</body>
</html>
`

/** The component writes style attributes and elements of its own; scripts come from our own origin only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The reference page: read the API and try it with a token. */
export function docsPage(): Response {
  return text(HTML, 'text/html; charset=utf-8', { 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-cache' })
}

/** One of the page's own files; 404 for any other name. */
export async function docsFile(name: string): Promise<Response> {
  if (name === 'start.js') return text(START, 'text/javascript; charset=utf-8')
  if (name === 'style.css') return text(STYLE, 'text/css; charset=utf-8')
  if (name !== EXPLORER) return Response.json({ error: 'There is no such file.', code: 'not_found' }, { status: 404 })
  const file = path.join(process.cwd(), 'node_modules', 'openapi-explorer', 'dist', 'browser', EXPLORER)
  const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=86400' }
  return new Response(new Uint8Array(await readFile(file)), { headers })
}

function text(body: string, type: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600', ...headers } })
}
