import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '../env'
import { restDeps } from '../rest/runtime'
import { authenticateAgent } from '../services/tokens/authenticate'
import type { McpDeps } from './http'

const version = () =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'))).version
let known: string | undefined

/** What the agents' door answers with in this process: the REST API's limits, and its tokens with those of programs. */
export async function mcpDeps(): Promise<McpDeps> {
  known ??= version()
  return { ...(await restDeps()), authenticate: authenticateAgent, baseUrl: env().BASE_URL, version: known }
}
