import { catalogueModule } from './catalogue.mjs'

/** For the build of the pages. */
export default function catalogueLoader(source) {
  return catalogueModule(source)
}
