import type { ServiceContext } from '@/server/context'
import { coinNames } from '@/server/domain/flows/coin-names'
import { FLOW_SHAPES, type FlowLine } from '@/server/domain/flows/files'
import { type FlowFileInput, listFlowsSchema } from '@/server/schemas/flows'
import { oneAtATime } from '../one-at-a-time'
import { holdRight } from '../rights/hold'
import { countAttempts } from '../users/attempts'
import { listFlows } from './list'

/** Entries read at a time. */
const PAGE = 1000

/**
 * The list of entries line by line, newest first, in one of the shapes of files. Reads page by page, so that many entries
 * need little memory and no connection waits for whoever reads it. It ends, with an error, when the caller's right does.
 * @throws DomainError as `listFlows`; `rate_limited` while another of the user's is under way, and after many
 */
export async function* exportFlows(ctx: ServiceContext, input: FlowFileInput): AsyncGenerator<FlowLine> {
  const done = oneAtATime('history file', ctx.deskId)
  try {
    await countAttempts(ctx, [{ kind: 'history_file', subject: ctx.deskId }])
    const right = await holdRight(ctx)
    try {
      yield* written({ ...ctx, signal: right.signal }, input)
    } finally {
      right.release()
    }
  } finally {
    done()
  }
}

async function* written(ctx: ServiceContext, input: FlowFileInput): AsyncGenerator<FlowLine> {
  const { shape, from, to, accountIds, kind, coin, paired } = input
  const { lines } = FLOW_SHAPES[shape]
  const narrowed = { from, to, accountIds, paired, kinds: kind && [kind], coins: coin && coinNames(coin) }
  for (let after: string | undefined; ; ) {
    ctx.signal.throwIfAborted()
    const { flows, next } = await listFlows(ctx, listFlowsSchema.parse({ ...narrowed, after, limit: PAGE }))
    for (const flow of flows) yield* lines(flow)
    if (next === null) return
    after = next
  }
}
