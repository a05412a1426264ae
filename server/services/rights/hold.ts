import type { ServiceContext } from '@/server/context'
import { onAbort } from '@/server/on-abort'
import { rightsWatch } from './watch'

export interface HeldRight {
  /** Aborted when the caller is gone, or, with a DomainError as its reason, as soon as they may no longer. */
  signal: AbortSignal
  release(): void
}

/**
 * For whatever lasts longer than a question and its answer: a stream or a download goes on as long as who asked for it may
 * have it, and no longer (session or token ended, user disabled, a second factor that is needed taken away, no member of the desk any more, with
 * another role, or limited to other accounts).
 * @throws DomainError `unauthenticated` or `forbidden` where they may not even now
 */
export async function holdRight(ctx: ServiceContext): Promise<HeldRight> {
  const { actor, deskId } = ctx
  const ended = new AbortController()
  const off = onAbort(ctx.signal, () => ended.abort(ctx.signal.reason))
  if (actor.kind === 'system') return { signal: ended.signal, release: off }
  try {
    // What they were let in with: a limit that came since then would not bind what is read from here on.
    const { accounts } = ctx.db
    const letGo = await rightsWatch(ctx).hold({ deskId, actor, accounts, end: (why) => ended.abort(why) })
    const release = () => {
      off()
      letGo()
    }
    return { signal: ended.signal, release }
  } catch (error) {
    off()
    throw error
  }
}
