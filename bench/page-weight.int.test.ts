import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isBuilt } from '@/scripts/launcher/build'
import { grownPages, pageWeights, WEIGHTS_FILE, weighPages } from './page-weight'

// `npm test` builds first; without a build of these sources there is nothing to weigh.
describe.runIf(isBuilt())('what pages weigh', () => {
  it('has grown on none by more than 3 %; `npm run weigh` writes down what is meant to', async () => {
    const allowed = pageWeights.parse(JSON.parse(readFileSync(WEIGHTS_FILE, 'utf8')))
    const grown = grownPages(allowed, await weighPages())
    expect(grown, grown.join('; ')).toEqual([])
  }, 240_000)
})
