import { readiness } from '@/server/health'
import { getDeps } from '@/server/runtime'

export const dynamic = 'force-dynamic'

/** The process can serve: 200, or 503 with the reason. */
export async function GET(): Promise<Response> {
  const state = await readiness(getDeps)
  const headers = { 'Cache-Control': 'no-store' }
  if (state.ready) return Response.json({ status: 'ready' }, { headers })
  return Response.json({ status: 'not_ready', reason: state.reason }, { status: 503, headers })
}
