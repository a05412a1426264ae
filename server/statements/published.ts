import type { Deps } from '../context'
import { env } from '../env'
import { getDeps } from '../runtime'
import { type Published, publishedKey } from './envelope'

const OPEN = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' }

/** What everybody may know of this installation: by which key its statements are checked. */
export async function published({ statementKey }: Pick<Deps, 'statementKey'>, issuer: string): Promise<Published> {
  return { issuer, statement_keys: statementKey ? [publishedKey(await statementKey())] : [] }
}

/** The handlers of `/.well-known/ballast.json`. */
export const publishedRoute = {
  GET: async () => Response.json(await published(await getDeps(), env().BASE_URL), { headers: OPEN }),
  OPTIONS: () => new Response(null, { status: 204, headers: OPEN }),
}
