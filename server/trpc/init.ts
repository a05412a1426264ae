import { initTRPC } from '@trpc/server'
import { isCallerGone } from '../caller-gone'
import { describeCause } from '../cause'
import type { ServiceContext } from '../context'
import { LIMITED_REFUSAL, roleRefusal } from '../domain/desks/refusal'
import { mayAs } from '../domain/desks/roles'
import { DomainError } from '../errors'
import { sentence } from '../language/sentence'
import { transformer } from '../schemas/wire'
import { withoutLimit } from '../services/authorise'
import { CONFINED } from '../services/second-factor/required'
import { inSpan } from '../tracing/span'
import { serviceContext, type TrpcContext } from './context'
import { hasDesk, NO_DESK } from './desk-of-request'
import { domainErrorOf, failureIn, toTrpcError } from './errors'
import { fieldWithNul } from './field-with-nul'
import { needOf } from './roles'
import { SSE_PING_SECONDS, SSE_RECONNECT_SECONDS } from './sse'

const t = initTRPC.context<TrpcContext>().create({
  transformer,
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: SSE_PING_SECONDS * 1000 },
    client: { reconnectAfterInactivityMs: SSE_RECONNECT_SECONDS * 1000 },
  },
  errorFormatter: ({ shape, error, ctx }) => {
    const { message, ...domain } = failureIn(ctx?.language ?? 'en', error)
    const { code, httpStatus, path } = shape.data
    return { code: shape.code, message, data: { code, httpStatus, path, domain } }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** Turns what a service threw into its tRPC code; a defect is logged with its cause and told as a generic sentence. */
const errors = t.middleware(async ({ ctx, path, type, signal, next }) => {
  const result = await next()
  if (result.ok) return result
  const known = domainErrorOf(result.error)
  if ((known === null || known.code === 'unavailable') && !isCallerGone(result.error.cause, signal)) {
    ctx.deps.log.error({ path, type, cause: describeCause(result.error) }, 'a procedure failed')
  }
  const code = known?.code
  if (code === 'forbidden' || code === 'rate_limited') {
    ctx.deps.log.info({ path, code, deskId: ctx.caller?.deskId, address: ctx.ipAddress }, 'a procedure was refused')
  }
  throw toTrpcError(result.error)
})

/** PostgreSQL keeps no text with U+0000, and nobody types it: refused before any procedure, wherever in the input it stands. */
const storable = t.middleware(async ({ getRawInput, next }) => {
  const field = fieldWithNul(await getRawInput())
  if (field === null) return next()
  throw new DomainError('bad_request', sentence`Text with a NUL character is not accepted.`, {
    fields: { [field]: sentence`Remove the NUL character.` },
  })
})

/** A span for each call; its path is one of ours, or it would not have come here. */
const traced = t.middleware(({ path, type, next }) =>
  type === 'subscription' ? next() : inSpan({ name: `service ${path}`, kind: 'internal' }, () => next()),
)

/** Anyone may call. */
export const publicProcedure = t.procedure.use(traced).use(errors).use(storable)

/** What somebody may do who has yet to set up a second factor. */
const OPEN_TO_CONFINED: ReadonlySet<string> = new Set(['security', 'sessions', 'settings', 'audit', 'desks.get'])

/** Only for a signed-in user, with the role on the desk that `roles` asks for. */
export const protectedProcedure = publicProcedure.use(({ ctx, path, type, signal, next }) => {
  if (!ctx.caller) throw new DomainError('unauthenticated', sentence`Please sign in.`)
  if (!hasDesk(ctx)) throw new DomainError('not_found', NO_DESK)
  if (ctx.caller.confined && !OPEN_TO_CONFINED.has(path) && !OPEN_TO_CONFINED.has(path.split('.')[0] ?? ''))
    throw new DomainError('forbidden', CONFINED)
  const { least, of } = needOf(path, type)
  const { role } = ctx.caller.actor
  if (!mayAs(role, least)) throw new DomainError('forbidden', roleRefusal(role, least))
  if (of === 'desk' && ctx.caller.accounts !== null) throw new DomainError('forbidden', LIMITED_REFUSAL)
  const known = serviceContext(ctx.deps, ctx.caller, signal ?? new AbortController().signal, ctx.shared)
  const limited = ctx.language === undefined ? known : { ...known, language: ctx.language }
  // What concerns the person is no account's of the desk.
  const service = of === 'person' ? withoutLimit(limited) : limited
  return next({ ctx: { ...ctx, caller: ctx.caller, service } })
})

/** The one adapter between procedures and services: `protectedProcedure.input(schema).query(withService(verb))`. */
export function withService<Input, Output>(service: (ctx: ServiceContext, input: Input) => Promise<Output>) {
  return ({ ctx, input }: { ctx: { service: ServiceContext }; input: Input }): Promise<Output> => service(ctx.service, input)
}
