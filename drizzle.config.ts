import { defineConfig } from 'drizzle-kit'

/** `npx drizzle-kit generate` writes the migration that takes a database from the last schema to this one. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/index.ts',
  out: './db/migrations',
  strict: true,
})
