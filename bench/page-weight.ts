import http from 'node:http'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { benchDatabase } from './database'
import { benchDesk } from './desk'
import { benchWeb } from './web'

/** The page of an address that is none: what every page of the app weighs. */
export const EMPTY_PAGE = '/nothing-here'
const SIGNED_OUT = [EMPTY_PAGE, '/sign-in']
const SIGNED_IN = ['/overview', '/balances', '/positions', '/accounts', '/history', '/settings']
const ACCOUNTS = 50
const ASSETS = 20

/** What a browser that was never there is sent for one page before it is alive. */
const weightSchema = z.strictObject({
  /** Bytes of all scripts that the page names, packed as they are sent. */
  javascript: z.number().int(),
  /** Bytes of the HTML, and packed as it is sent. */
  html: z.number().int(),
  htmlPacked: z.number().int(),
  /** The page itself, and the scripts, styles and fonts that it names. */
  requests: z.number().int(),
})
export type PageWeight = z.infer<typeof weightSchema>
export const pageWeights = z.record(z.string(), weightSchema)

/** What each page may weigh. */
export const WEIGHTS_FILE = path.join(import.meta.dirname, 'page-weights.json')

/** What a page may gain without anybody having decided so: a word here, a class there. */
const GROWTH = 1.03

/** Figures that grew beyond that, in words; pages that are in one of both alone count too. */
export function grownPages(allowed: Record<string, PageWeight>, weights: Record<string, PageWeight>): string[] {
  const pages = [...new Set([...Object.keys(allowed), ...Object.keys(weights)])]
  return pages.flatMap((page) => {
    const [before, is] = [allowed[page], weights[page]]
    if (!before || !is) return [`${page}: weighed ${is ? 'now' : 'before'} alone`]
    return weightSchema
      .keyof()
      .options.flatMap((figure) =>
        is[figure] > before[figure] * GROWTH ? [`${page}: ${figure} ${before[figure]} → ${is[figure]}`] : [],
      )
  })
}

/**
 * Weighs the pages of the build that is there, for somebody with fifty accounts. Nothing is timed.
 * @param of of several looks the least, or the most that this build weighs, beside a processor that has other work too
 */
export async function weighPages(of: 'least' | 'most' = 'least'): Promise<Record<string, PageWeight>> {
  const database = await benchDatabase()
  try {
    const { ctx } = await benchDesk(database, ACCOUNTS, ASSETS)
    const web = await benchWeb(database)
    try {
      const cookie = await web.cookie(ctx.deskId)
      const weights: Record<string, PageWeight> = {}
      for (const page of SIGNED_OUT) weights[page] = await weigh(web.url, page, {}, of)
      for (const page of SIGNED_IN) weights[page] = await weigh(web.url, page, { cookie }, of)
      return weights
    } finally {
      await web.close()
    }
  } finally {
    await database.close()
  }
}

/**
 * A page is streamed in pieces: how many places are held for what comes later is the processor's affair, and what refers to what is
 * an affair of the order in which accounts stand. The overview has 157 to 163 kB of HTML from one database to the next.
 */
const LOOKS = 6

async function weigh(origin: string, page: string, headers: Record<string, string>, of: 'least' | 'most'): Promise<PageWeight> {
  const looks: PageWeight[] = []
  const look = async () => {
    for (let count = 0; count < LOOKS; count++) looks.push(await weighOnce(origin, page, headers))
  }
  await look()
  if (of === 'most') {
    const others = Array.from({ length: availableParallelism() * 2 }, busyThread)
    try {
      await look()
    } finally {
      await Promise.all(others.map((other) => other.terminate()))
    }
  }
  const chosen = of === 'least' ? Math.min : Math.max
  const figure = (name: keyof PageWeight) => chosen(...looks.map((weight) => weight[name]))
  return {
    javascript: figure('javascript'),
    html: figure('html'),
    htmlPacked: figure('htmlPacked'),
    requests: figure('requests'),
  }
}

/** Another program that takes what it gets of the processor. */
const busyThread = () => new Worker('for (;;);', { eval: true })

async function weighOnce(origin: string, page: string, headers: Record<string, string>): Promise<PageWeight> {
  const html = (await sent(origin + page, headers)).toString('utf8')
  // Those for browsers without modules are fetched by none that has a use for the rest.
  const named = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, '')
  const scripts = new Set([...named.matchAll(/static\/chunks\/[\w~.-]+\.js/gi)].map(([file]) => file))
  const others = new Set([...named.matchAll(/static\/[\w/~.-]+\.(?:css|woff2)/g)].map(([file]) => file))
  let javascript = 0
  for (const file of scripts) javascript += (await sent(`${origin}/_next/${file}`, {})).length
  return {
    javascript,
    html: Buffer.byteLength(html),
    htmlPacked: gzipSync(html).length,
    requests: 1 + scripts.size + others.size,
  }
}

/** The bytes of an answer, packed as they came. */
function sent(url: string, headers: Record<string, string>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const accept = url.includes('/_next/static/') ? { 'accept-encoding': 'gzip, br' } : {}
    http
      .get(url, { headers: { ...accept, ...headers } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => resolve(Buffer.concat(chunks)))
      })
      .on('error', reject)
  })
}
