import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The documentation as it was made by the build (`scripts/docs`); nothing is rendered here. */

/** Beside what else the build makes, so that an image has it. */
export const DOCS_FOLDER = path.join('.next', 'docs')

const headingSchema = z.object({ id: z.string(), text: z.string(), depth: z.number() })
const pageSchema = z.object({
  /** Last part of the address. */
  slug: z.string(),
  title: z.string(),
  /** What the page is about, in the list. */
  about: z.string(),
  /** Of our own documents: what they hold as HTML was rendered by the build. */
  html: z.string(),
  /** Second and third levels. */
  headings: z.array(headingSchema),
})
export const siteSchema = z.object({ groups: z.array(z.object({ name: z.string(), pages: z.array(pageSchema) })) })
export type DocPage = z.infer<typeof pageSchema>
export type DocSite = z.infer<typeof siteSchema>

let kept: { madeAt: number; site: DocSite } | null = null

/** All pages; null where the build made none. Read once for each build. */
export function docSite(): DocSite | null {
  const file = path.join(process.cwd(), DOCS_FOLDER, 'site.json')
  const madeAt = statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })?.mtimeMs
  if (madeAt === undefined) return null
  if (kept?.madeAt !== madeAt) {
    kept = { madeAt, site: siteSchema.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8'))) }
  }
  return kept.site
}

/** The index that the search loads, as the build made it; null where there is none. */
export function searchIndex(): string | null {
  const file = path.join(process.cwd(), DOCS_FOLDER, 'search.json')
  return statSync(/* turbopackIgnore: true */ file, { throwIfNoEntry: false })
    ? readFileSync(/* turbopackIgnore: true */ file, 'utf8')
    : null
}
