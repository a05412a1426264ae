import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '@/server/rest/operations'
import { generatedClient } from './generate'

describe('the TypeScript client', () => {
  it('is as the OpenAPI document has it: else `npm run client`', async () => {
    for (const [file, text] of Object.entries(await generatedClient())) expect(readFileSync(file, 'utf8'), file).toBe(text)
  })

  it('has a method of every operation that answers JSON, and amounts that are strings', async () => {
    const { 'clients/typescript/src/client.ts': client = '', 'clients/typescript/src/types.ts': types = '' } =
      await generatedClient()
    for (const { id, group, responses } of OPERATIONS) {
      const has = group !== 'Hummingbot' && !Object.values(responses).some(({ contentType }) => contentType)
      expect(client.includes(`  async ${id}(`), id).toBe(has)
    }
    expect(/export interface Asset \{[^}]*\n {2}notional: string \| null\n/.test(types)).toBe(true)
    // What is sent may be either; what is answered is text.
    expect(types.match(/(?:number \| string|string \| number)/g) ?? []).toHaveLength(1)
  })
})
