import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import type { Benchmark } from '../harness'
import { load } from '../load'
import { benchWeb } from '../web'

const ACCOUNTS = 10
const ASSETS = 40
const CONNECTIONS = 10
const SECONDS = 4
/** What both answer with fits on one page: neither tells more than the other. */
const PATH = '/api/exposure/?decimals=string'

/** What an agent's call costs beside the same call over REST: both answered by one web process, from one desk. */
export const agentCall: Benchmark = {
  name: 'agent-call',
  what: `the tool exposure, ${ACCOUNTS} accounts × ${ASSETS} assets, ${CONNECTIONS} connections: median answer`,
  baseline: 'the same call over REST',
  unit: 'ms',
  goal: { atMost: 1.3 },
  prepare: async () => {
    const database = await benchDatabase()
    const desk = await benchDesk(database, ACCOUNTS, ASSETS)
    const web = await benchWeb(database)
    const authorization = `Bearer ${desk.token}`
    const asked = { connections: CONNECTIONS, seconds: SECONDS, status: 200 }
    const params = {
      name: 'exposure',
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
      'mcp-name': 'exposure',
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
    return {
      ours: async () => (await load({ url: `${web.url}/api/mcp`, headers, body, ...asked })).p50Ms,
      baseline: async () => (await load({ url: web.url + PATH, headers: { authorization }, ...asked })).p50Ms,
      close: async () => {
        await web.close()
        await database.close()
      },
    }
  },
}
