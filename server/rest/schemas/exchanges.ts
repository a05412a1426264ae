import * as z from 'zod'

export const exchange = z
  .object({
    id: z.string().meta({ examples: ['bybit'] }),
    name: z.string().meta({ examples: ['Bybit'] }),
    credential_fields: z.array(
      z.object({ field: z.string(), label: z.string(), required: z.boolean(), secret: z.boolean(), help: z.string().nullable() }),
    ),
    key_page: z.string().meta({ description: 'Where the key is made.' }),
    key_url: z.string().nullable(),
    permissions_wanted: z.array(z.string()),
    wallets: z.array(z.string()),
    generic: z.boolean().meta({ description: 'No adapter of its own: spot balances, and positions where the library can.' }),
    sandbox: z.boolean(),
    can_set_leverage: z.boolean(),
  })
  .meta({ id: 'Exchange' })

export const exchangesResponse = z.array(exchange).meta({ id: 'Exchanges' })
