import { z } from 'zod'
import catalogue from './catalogue.json'

const CatalogueEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** Names of ccxt's `requiredCredentials` that are true. */
  credentials: z.array(z.string()),
  /** ccxt knows a test network. */
  sandbox: z.boolean(),
  fetchBalance: z.boolean(),
  fetchPositions: z.boolean(),
  setLeverage: z.boolean(),
  /** Where its calls go, test network included. */
  hosts: z.array(z.string()),
  www: z.string().nullable(),
})
export type CatalogueEntry = z.infer<typeof CatalogueEntry>

/** Every exchange of the installed ccxt (made by `scripts/exchange-catalogue.ts`), so that ccxt need not be loaded to list them. */
export const CATALOGUE: readonly CatalogueEntry[] = z.array(CatalogueEntry).parse(catalogue)
export const CATALOGUE_IDS: ReadonlySet<string> = new Set(CATALOGUE.map(({ id }) => id))
