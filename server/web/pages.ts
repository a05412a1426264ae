import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import next from 'next'
import { z } from 'zod'
import type { Door } from './door'

/** The framework behind the doors: pages, tRPC, sign-in. */
export interface Pages {
  door: Door
  /** Resolves when pages can be answered; requests wait for it. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * Next behind a server of ours, by the documented way of a custom server.
 * @param server of the development server's own websocket; in production nobody gets one
 */
export function openPages({ port, development, server }: Listening): Pages {
  if (!development) handOverBuiltConfig()
  const app = next({
    dev: development,
    dir: process.cwd(),
    // As the framework itself calls every loopback address. By another name it takes what `proxy.ts` rewrites for another
    // site's, asks itself once more over the network, and there the desk of the address is lost.
    hostname: 'localhost',
    port,
    // Next would take every `Upgrade` of the server that it is given, and end what it does not know without a word.
    httpServer: development ? server : createServer(),
  })
  const ready = app.prepare()
  // Awaited by whoever started this; a request that comes before must not end the process.
  ready.catch(() => {})
  let handler: ReturnType<typeof app.getRequestHandler> | null = null
  const door: Door = async (request, response) => {
    await ready
    handler ??= app.getRequestHandler()
    await handler(request, response)
    return true
  }
  return { door, ready, close: () => app.close() }
}

const builtSchema = z.object({ config: z.record(z.string(), z.unknown()) })

/**
 * Hands Next the settings that the pages were built with, as its own standalone server does: reading next.config.ts anew would
 * load its compiler, whose 100 MB no server needs otherwise.
 */
function handOverBuiltConfig(): void {
  const { config } = builtSchema.parse(JSON.parse(readFileSync('.next/required-server-files.json', 'utf8')))
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
}

interface Listening {
  port: number
  development: boolean
  server: Server
}
