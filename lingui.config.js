import { readdirSync } from 'node:fs'
import { formatter } from '@lingui/format-po'
import PO from 'pofile'
import { textsOfFile } from './scripts/languages/sentences.mjs'

const rooms = readdirSync(new URL('components', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What is typed is checked by these before it is sent, and by the server again. */
const SCHEMAS = ['<rootDir>/server/schemas/**', '<rootDir>/server/domain/alerts/rule.ts']

const english = new Intl.Collator('en-US')
const po = formatter({ lineNumbers: false })

/**
 * A catalogue in the order of its English. Lingui's own orders leave texts whose English is their id as files happened to be read,
 * and what it orders is an object, in which ids that are a number stand first.
 */
function inOrder(text) {
  const catalogue = PO.parse(text)
  catalogue.items.sort(
    (one, other) => english.compare(one.msgid, other.msgid) || english.compare(one.msgctxt ?? '', other.msgctxt ?? ''),
  )
  return catalogue.toString()
}

/**
 * English stands in the sources; a catalogue a room says it in other languages (docs/languages.md).
 * @type {import('@lingui/conf').LinguiConfig}
 */
export default {
  sourceLocale: 'en',
  locales: ['de', 'zh-Hans'],
  catalogs: [
    ...rooms.map((room) => ({
      path: `<rootDir>/locales/{locale}/${room}`,
      include: [`<rootDir>/components/${room}/**`],
      exclude: ['**/*.test.*'],
    })),
    { path: '<rootDir>/locales/{locale}/pages', include: ['<rootDir>/app/**'], exclude: ['**/*.test.*'] },
    // Schemas are of the pages too; what else the server says comes in the reader's language already.
    { path: '<rootDir>/locales/{locale}/schemas', include: SCHEMAS, exclude: ['**/*.test.*'] },
    {
      path: '<rootDir>/locales/{locale}/server',
      include: ['<rootDir>/server/**'],
      exclude: ['**/*.test.*', '**/*.testing.*', ...SCHEMAS],
    },
  ],
  extractors: [textsOfFile],
  format: { ...po, serialize: async (catalog, context) => inOrder(await po.serialize(catalog, context)) },
  // What the macros become: those of the browser, or where only the server has a component, of the request.
  runtimeConfigModule: {
    i18n: ['@lingui/core', 'i18n'],
    Trans: ['#language/trans', 'Trans'],
    useLingui: ['#language/words', 'useLingui'],
  },
}
