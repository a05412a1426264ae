import postgres from 'postgres'

/** A connection that sees everybody's rows. */
export const systemConnection = (url: string) =>
  postgres(url, { max: 1, onnotice: () => {}, connection: { 'app.system': 'on', timezone: 'UTC' } })

/** Table → its rows and what is in the columns that an older version had. */
export async function contentOf(
  url: string,
  tables: readonly { name: string; columns: readonly string[] }[],
): Promise<Record<string, string>> {
  const sql = systemConnection(url)
  try {
    const found: Record<string, string> = {}
    for (const { name, columns } of tables) {
      const row = `row(${columns.map((column) => `"${column}"`).join(', ')})::text`
      const [content] = await sql.unsafe<{ content: string }[]>(
        `select count(*) || ' ' || coalesce(md5(string_agg(${row}, e'\\n' order by ${row})), '') as content from public."${name}"`,
      )
      found[name] = content?.content ?? ''
    }
    return found
  } finally {
    await sql.end({ timeout: 5 })
  }
}
