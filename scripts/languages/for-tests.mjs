import { catalogueModule } from './catalogue.mjs'
import { HAS_MACROS, withoutMacros } from './macros.mjs'

/** What the build of the pages does to texts, for tests that load their sources. */
export function languages() {
  return {
    name: 'languages',
    enforce: 'pre',
    transform(source, id) {
      const file = id.split('?')[0]
      if (file.endsWith('.po')) return { code: catalogueModule(source), map: null }
      return /\.tsx?$/.test(file) && HAS_MACROS.test(source) ? withoutMacros(source, file) : null
    },
  }
}
