import { bigint, foreignKey, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { apiTokens } from './api-tokens'
import { notForLimited, ownedByDesk } from './tenancy'

const timestamptz = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** The last calls of each API token, and its last failed ones: so many of each as `db/queries/token-calls` keeps. */
export const tokenCalls = pgTable(
  'token_calls',
  {
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
    tokenId: uuid('token_id').notNull(),
    deskId: uuid('user_id').notNull(),
    at: timestamptz('at').notNull(),
    /** HTTP method, or `TOOL` and the like for an agent's. */
    method: text('method').notNull(),
    /** The operation's path as documented, or a tool's name: never a query, a body or a name of an account. */
    route: text('route').notNull(),
    /** HTTP status; of a tool, that of the same call over REST. */
    status: integer('status').notNull(),
    /** User agent, shortened. */
    client: text('client'),
    address: text('address'),
  },
  (t) => [
    index('token_calls_token').on(t.tokenId, t.deskId, t.id),
    foreignKey({ columns: [t.tokenId, t.deskId], foreignColumns: [apiTokens.id, apiTokens.deskId] }).onDelete('cascade'),
    ownedByDesk('token_calls'),
    notForLimited('token_calls'),
  ],
).enableRLS()
