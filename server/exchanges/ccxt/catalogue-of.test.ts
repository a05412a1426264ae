import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../catalogue'
import { installedCatalogue } from './catalogue-of'

describe('the catalogue', () => {
  it('is in step with the installed ccxt (npx tsx scripts/exchange-catalogue.ts makes it anew)', async () => {
    expect(CATALOGUE).toEqual(await installedCatalogue())
  }, 30_000)
})
