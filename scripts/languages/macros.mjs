import { createHash } from 'node:crypto'
import { transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { makeConfig } from '@lingui/conf'
import config from '../../lingui.config.js'

const linguiConfig = makeConfig(config, { skipValidation: true })

/** Only such sources are changed. */
export const HAS_MACROS = /from '@lingui\/(core|react)\/macro'/

/** The same source is asked for once a side: for the server's components, its HTML, and the browser. */
const done = new Map()

/** A source whose texts go through the library's macros, with those written out; its English stays in it. */
export function withoutMacros(source, filename) {
  const key = createHash('sha256').update(filename).update(source).digest('base64')
  if (!done.has(key)) {
    const options = {
      filename,
      babelrc: false,
      configFile: false,
      sourceMaps: true,
      parserOpts: { plugins: ['typescript', ...(filename.endsWith('x') ? ['jsx'] : [])] },
      plugins: [[macros, { linguiConfig, stripMessageField: false }]],
    }
    done.set(
      key,
      transformAsync(source, options).then(({ code, map }) => ({ code, map })),
    )
  }
  return done.get(key)
}
