import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { parseAst } from 'vitest/node'
import { z } from 'zod'
import { unevenGrowth } from '@/server/growth.testing'

/**
 * Every regular expression of what runs in production, on texts made to have it try again and again: a stranger's path, an
 * exchange's answer or a name may be any of them. What takes the square of a text's length is a way to stop a process.
 */
const ROOT = path.join(import.meta.dirname, '..', '..')
const ROOMS = ['server', 'app', 'components', 'db', 'scripts/launcher', 'proxy.ts']
const LENGTH = 6000

const literal = z.object({ regex: z.object({ pattern: z.string(), flags: z.string() }) })

/** Expression → the files that have it. */
function expressions(): Map<string, { expression: RegExp; files: Set<string> }> {
  const found = new Map<string, { expression: RegExp; files: Set<string> }>()
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...ROOMS], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  for (const file of files.split('\n')) {
    if (!/\.tsx?$/.test(file) || /test\.tsx?$|testing(?:-[\w-]+)?\.ts$/.test(file)) continue
    const { code } = transformSync(readFileSync(path.join(ROOT, file), 'utf8'), {
      loader: file.endsWith('x') ? 'tsx' : 'ts',
      format: 'esm',
      jsx: 'automatic',
    })
    const look = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      const { data } = literal.safeParse(node)
      if (data) {
        const { pattern, flags } = data.regex
        const known = found.get(`/${pattern}/${flags}`) ?? { expression: new RegExp(pattern, flags), files: new Set() }
        known.files.add(file)
        found.set(`/${pattern}/${flags}`, known)
      }
      for (const child of Object.values(node)) look(child)
    }
    look(parseAst(code))
  }
  return found
}

/** What is repeated: single characters, pairs of those that stand in the expression, and its words. */
function pumps({ source }: RegExp): string[] {
  const own = [...new Set(source.replace(/\\u\{?[\da-fA-F]+\}?|\\[a-zA-Z]/g, ''))]
  const singles = [...new Set([...own, ...'aZ0 \t\n/.,;:=-_"\'\\@%([{<'])]
  const pairs = [...own, 'a', 'Z', '0', ' '].flatMap((one) => [...own, 'a', 'Z', '0'].map((other) => one + other))
  const words = source.match(/[\w.]{2,}/g) ?? []
  return [...new Set([...singles, ...pairs, ...words, ...words.map((word) => `${word} `)])]
}

const all = expressions()

/** The work of an expression on a text of one thing over and over, with something at its end that fits nothing. */
const trying = (expression: RegExp, pump: string, before: string) => (size: number) => {
  const many = pump.repeat(Math.ceil(size / pump.length)).slice(0, size)
  const text = `${before}${many}\u0001`
  // All matches of the text, as replacing and splitting look for them.
  text.replace(expression, '')
}

describe('regular expressions', () => {
  it('are found', () => {
    expect(all.size).toBeGreaterThan(150)
  })

  it.each([
    ['/\\/+$/', '/'],
    ['/(?<=^[A-Z][A-Z0-9]*[A-Z])10{3,}$/', 'A1'],
    ['/"(?:[^"\\\\]|\\\\.)*"/g', '\\"'],
    ['/([A-Z]+)([A-Z][a-z])/g', 'Z'],
  ])('that try anew are noticed: %s', async (text, culprit) => {
    const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/.exec(text) ?? []
    const expression = new RegExp(source, flags)
    expect(pumps(expression)).toContain(culprit)
    expect(await unevenGrowth(trying(expression, culprit, culprit === '\\"' ? '"' : ''), LENGTH * 4)).not.toBeNull()
  })

  it.each([...all])('%s takes no more than in proportion', async (_text, { expression, files }) => {
    const uneven = []
    for (const pump of pumps(expression)) {
      for (const before of ['', 'A', '"']) {
        const found = await unevenGrowth(trying(expression, pump, before), LENGTH)
        if (found !== null) uneven.push(`${JSON.stringify(before + pump)}: ${found} (${[...files].join(', ')})`)
      }
    }
    expect(uneven).toEqual([])
  })
})
