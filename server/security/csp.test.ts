import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, TOAST_STYLE_HASH } from './csp'

const base = { nonce: 'n0nce', secure: false, development: false }

describe('contentSecurityPolicy', () => {
  it('lets scripts in by nonce only and names no other origin', () => {
    const policy = contentSecurityPolicy(base)
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'))
    expect(scripts).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'")
    expect(policy).not.toMatch(/https?:|\*/)
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('asks for https only where the page came by https', () => {
    expect(contentSecurityPolicy(base)).not.toContain('upgrade-insecure-requests')
    expect(contentSecurityPolicy({ ...base, secure: true })).toContain('upgrade-insecure-requests')
  })

  it('evaluates code in development only', () => {
    expect(contentSecurityPolicy(base)).not.toContain('unsafe-eval')
    expect(contentSecurityPolicy({ ...base, development: true })).toContain('unsafe-eval')
  })

  it('knows the style sheet of the installed toast library', () => {
    const entry = createRequire(import.meta.url).resolve('sonner')
    const source = readFileSync(join(dirname(entry), 'index.mjs'), 'utf8')
    const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1]
    expect(literal, 'the style sheet in the package').toBeDefined()
    const css: unknown = JSON.parse(literal ?? '""')
    const hash = createHash('sha256').update(String(css)).digest('base64')
    expect(TOAST_STYLE_HASH).toBe(`sha256-${hash}`)
  })
})
