import type { Options } from 'minisearch'

/** A part of a page that the search finds. */
export interface DocSection {
  /** `operating#keys`; without a mark the page's beginning. */
  id: string
  page: string
  title: string
  text: string
}

/** How the index is made by the build and read by the browser: both must say the same. */
export const SEARCH_OPTIONS: Options<DocSection> = {
  fields: ['title', 'text', 'page'],
  storeFields: ['title', 'page'],
  searchOptions: { boost: { title: 3, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND' },
}
