import { existsSync } from 'node:fs'
import { benchDatabase } from '../database'
import { benchDesk } from '../desk'
import { type Benchmark, CannotRun } from '../harness'
import { type LoadOptions, load } from '../load'
import { processMs } from '../processor'
import { benchWeb } from '../web'

const ACCOUNTS = 10
const CONNECTIONS = 10
const SECONDS = 4

interface Compared {
  tool: string
  assets: number
  /** The same call over REST. */
  path: string
  /** The web process's processor time for each answer, which load on the machine stretches little; else how long one takes. */
  processor?: true
}

/** What an agent's call costs beside the same call over REST: both answered by one web process, from one desk, with one token. */
function agentBeside(name: string, { tool, assets, path, processor }: Compared): Benchmark {
  return {
    name,
    what: `the tool ${tool}, ${ACCOUNTS} accounts × ${assets} assets, ${CONNECTIONS} connections: ${processor ? 'processor time of the web process, an answer' : 'median answer'}`,
    baseline: 'the same call over REST',
    unit: 'ms',
    goal: { atMost: 1.3 },
    ...(processor && { rounds: 9 }),
    prepare: async () => {
      if (processor && !existsSync('/proc/self/schedstat')) throw new CannotRun('processor time is read from /proc')
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
      const measured = async (options: Pick<LoadOptions, 'url' | 'headers' | 'body'>) => {
        const before = processMs(web.pid)
        const { p50Ms, answers } = await load({ ...options, ...asked })
        return processor ? (processMs(web.pid) - before) / answers : p50Ms
      }
      const ours = () => measured({ url: `${web.url}/api/mcp`, headers, body })
      const baseline = () => measured({ url: web.url + path, headers: { authorization } })
      // What a process does once (code that is compiled as it is used) is no part of an answer.
      if (processor) for (const each of [ours, baseline]) await each()
      return {
        ...{ ours, baseline },
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
/** The same by processor time. */
export const agentProcessor = agentBeside('agent-processor', { tool: 'balances', assets: 4, path: CACHED, processor: true })
