import { type ChildProcess, spawn } from 'node:child_process'
import type { Ledger } from '../simulator/ledger'
import { scenario } from '../simulator/scenarios'
import { UNLIMITED } from './limits'

export interface BenchSimulator {
  url: string
  accounts: BenchAccount[]
  close(): Promise<void>
}

export interface BenchAccount {
  exchange: string
  apiKey: string
  apiSecret: string
  password?: string
}

const VENUES = ['binance', 'bybit', 'okx'] as const

/** The simulator as its own process with a fixed delay per call, and accounts of the three exchanges in turn. */
export async function benchSimulator(accounts: number, delayMs: number): Promise<BenchSimulator> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.ts'], {
    env: { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_FROZEN: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await listening(child)
  const control = async (path: string, method: string, body: unknown) => {
    const response = await fetch(`${url}/_control/${path}`, { method, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`simulator ${path}: ${await response.text()}`)
  }
  await control('rate-limits', 'POST', { scale: UNLIMITED })
  const made: BenchAccount[] = []
  for (let index = 0; index < accounts; index++) {
    const venue = VENUES[index % VENUES.length] ?? 'bybit'
    const ledger = copyOf(scenario(venue, 'hedged-desk'), index)
    await control('ledgers', 'PUT', ledger)
    made.push({ exchange: venue, apiKey: ledger.key.apiKey, apiSecret: ledger.key.apiSecret, password: ledger.key.passphrase })
  }
  if (delayMs > 0) await control('faults', 'POST', { effect: { kind: 'latency', ms: delayMs } })
  return {
    url,
    accounts: made,
    close: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

function copyOf(ledger: Ledger, index: number): Ledger {
  return {
    ...ledger,
    scenario: `${ledger.scenario}-${index}`,
    uid: String(10_000_000 + index),
    key: { ...ledger.key, apiKey: `${ledger.key.apiKey}x${index}`, apiSecret: `${ledger.key.apiSecret}x${index}` },
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      const url = /simulator listening on (\S+)/.exec(output)?.[1]
      if (url) resolve(url)
    })
    child.once('close', () => reject(new Error('The simulator ended before it listened.')))
  })
}
