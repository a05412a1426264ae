import { tracked } from '@trpc/server'
import { takeStreamPlace } from '@/server/live/places'
import { untilShutdown } from '@/server/live/shutdown'
import { liveUpdatesSchema } from '@/server/schemas/live'
import { liveUpdates } from '@/server/services/live/updates'
import { toTrpcError } from '../errors'
import { protectedProcedure, router } from '../init'

export const liveRouter = router({
  updates: protectedProcedure.input(liveUpdatesSchema).subscription(async function* ({ ctx, input }) {
    const free = takeStreamPlace(ctx.service.deskId, ctx.service.actor)
    const { signal, release } = untilShutdown(ctx.service.signal)
    try {
      for await (const { id, event } of liveUpdates({ ...ctx.service, signal }, input ?? {})) yield tracked(id, event)
    } catch (error) {
      throw toTrpcError(error)
    } finally {
      free()
      release()
    }
  }),
})
