import type { Deps } from '../context'
import type { McpDeps } from '../mcp/http'
import type { RestDeps } from '../rest/handle'
import type { TrpcContext } from '../trpc/context'
import { agents } from './agents'
import { bodies, lengthNamed } from './bodies'
import { settleCaller } from './caller'
import { deskOfUrl } from './desk-of-url'
import type { Door } from './door'
import { securityHeaders } from './headers'
import { health } from './health'
import { type AllowedHosts, knownHost } from './hosts'
import { live } from './live'
import { pagesAreRead } from './pages-are-read'
import { rest } from './rest'
import { lastAnswers } from './stop'
import { wellFormed } from './well-formed'

/** What answers are made with; handed in, so that tests bring their own. */
export interface Sources {
  getDeps(): Promise<Deps>
  restDeps(): Promise<RestDeps>
  mcpDeps(): Promise<McpDeps>
  liveContext(headers: Pick<Headers, 'get'>): Promise<TrpcContext>
  /** What is counted, for whoever has its token. */
  metrics?: Door
  /** Files of the pages that stand packed; without it the framework sends them all. */
  files?: Door
  /** Share links: what is looked at without signing in. */
  shares?: Door
  /** Whatever no door before it answers: pages, tRPC, sign-in. */
  framework: Door
}

export interface DoorSettings {
  /** How many proxies of ours stand in front. */
  proxies: number
  /** Names under which it answers. */
  hosts: AllowedHosts
  /** The public address is https. */
  https: boolean
  /** REST and live stream are the framework's too, which makes them anew after each change. */
  development: boolean
  /** The process was told to end. */
  isStopping(): boolean
}

/** The doors of the web process, in the order in which each request meets them. What a door passes on, the next can rely on. */
export function doorsOf(sources: Sources, { proxies, hosts, https, development, isStopping }: DoorSettings): readonly Door[] {
  return [
    settleCaller(proxies),
    securityHeaders({ https }),
    lastAnswers(isStopping),
    wellFormed,
    deskOfUrl,
    health(sources.getDeps),
    knownHost(hosts, proxies),
    ...(sources.metrics ? [sources.metrics] : []),
    bodies,
    ...(development ? [] : [rest(sources.restDeps), agents(sources.mcpDeps), live(sources.liveContext)]),
    ...(sources.files ? [sources.files] : []),
    lengthNamed,
    ...(sources.shares ? [sources.shares] : []),
    pagesAreRead,
    sources.framework,
  ]
}
