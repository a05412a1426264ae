import { withoutMacros } from './macros.mjs'

/** For the build of the pages. */
export default function macroLoader(source) {
  const done = this.async()
  withoutMacros(source, this.resourcePath).then(({ code, map }) => done(null, code, map), done)
}
