import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..', '..')
const page = readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8')

/** What stands in backticks and looks like a file of this repository. */
const named = [...page.matchAll(/`([\w.()[\]-]+(?:\/[\w.()[\]-]+)+\/?|[\w-]+\.(?:ts|json))`/g)].flatMap(([, text]) =>
  text === undefined || text.startsWith('DATA_DIR/') || text === 'application/json' ? [] : [text],
)
const points = [
  ...page.matchAll(/^\| (\d+\.\d+\.\d+) \| [^|]+ \| (met|not applicable|decided against|open) \| ([^|]+) \|$/gm),
].map(([, id, state, where]) => ({ id, state, where: where ?? '' }))

describe('docs/security.md', () => {
  it('names only files that exist', () => {
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
    const links = [...page.matchAll(/\]\(([\w.-]+\.md)/g)].map(([, file]) => file ?? '')
    expect(links.filter((file) => !existsSync(path.join(ROOT, 'docs', file)))).toEqual([])
  })

  it('has each of the 253 points of levels 1 and 2 once, and counts them right', () => {
    expect(new Set(points.map(({ id }) => id)).size).toBe(253)
    expect(points).toHaveLength(253)
    const count = (wanted: string) => points.filter(({ state }) => state === wanted).length
    expect(page).toContain(
      `Of the 253 points of levels 1 and 2, ${count('met')} are met, ${count('not applicable')} do not apply, ${count('decided against')} decided against, ${count('open')} are open.`,
    )
  })

  it('counts each chapter right, and names what was decided against', () => {
    const chapters = [...page.matchAll(/^\| V(\d+) [^|]+ \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map((row) =>
      row.slice(1).map(Number),
    )
    expect(chapters).toHaveLength(17)
    for (const [chapter, ...told] of chapters) {
      const own = points.filter(({ id }) => id?.startsWith(`${chapter}.`))
      const count = (...wanted: string[]) => own.filter(({ state }) => state !== undefined && wanted.includes(state)).length
      expect([chapter, ...told]).toEqual([chapter, count('met'), count('not applicable'), count('decided against', 'open')])
    }
    const named = /^Decided against, for reasons given there: (.*)$/m.exec(page)?.[1] ?? ''
    expect([...named.matchAll(/\d+\.\d+\.\d+/g)].map(([id]) => id)).toEqual(
      points.filter(({ state }) => state === 'decided against').map(({ id }) => id),
    )
  })

  it('says of each point where it can be seen, or why not', () => {
    expect(points.filter(({ where }) => where.trim() === '')).toEqual([])
  })
})
