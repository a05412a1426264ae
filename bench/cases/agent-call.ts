import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import type { Benchmark } from '../harness'
import { load } from '../load'
import { benchWeb } from '../web'

const ACCOUNTS = 10
const CONNECTIONS = 10
const SECONDS = 4

/** What an agent's call costs beside the same call over REST: both answered by one web process, from one desk. */
function agentBeside(name: string, { tool, assets, path }: { tool: string; assets: number; path: string }): Benchmark {
  return {
    name,
    what: `the tool ${tool}, ${ACCOUNTS} accounts × ${assets} assets, ${CONNECTIONS} connections: median answer`,
    baseline: 'the same call over REST',
    unit: 'ms',
    goal: { atMost: 1.3 },
    prepare: async () => {
      const database = await benchDatabase()
      const desk = await benchDesk(database, ACCOUNTS, assets)
      const web = await benchWeb(database)
      const authorization = `Bearer ${desk.token}`
      const asked = { connections: CONNECTIONS, seconds: SECONDS, status: 200 }
      const params = {
        name: tool,
        arguments: {},
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      }
      const headers = {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': tool,
      }
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
      return {
        ours: async () => (await load({ url: `${web.url}/api/mcp`, headers, body, ...asked })).p50Ms,
        baseline: async () => (await load({ url: web.url + path, headers: { authorization }, ...asked })).p50Ms,
        close: async () => {
          await web.close()
          await database.close()
        },
      }
    },
  }
}

const CACHED = '/api/sor/get_cached_account_balance?decimals=string'

/** What both answer with fits on one page: neither tells more than the other. */
export const agentCall = agentBeside('agent-call', { tool: 'exposure', assets: 40, path: '/api/exposure/?decimals=string' })
/** A large desk: the agent gets the first page of it, REST tells it whole. */
export const agentBalances = agentBeside('agent-balances', { tool: 'balances', assets: 40, path: CACHED })
/** A desk that fits on one page, so that both tell the same. */
export const agentSmallBalances = agentBeside('agent-balances-small', { tool: 'balances', assets: 4, path: CACHED })
