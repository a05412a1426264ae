import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { AppRouter } from '@/server/trpc/root'
import { personOfPage } from './live/person'
import { signedOutElsewhere } from './live/signed-out'
import { failureOf } from './ui/failure'

/** Leads from a signed-in page to the sign-in page as soon as any call is answered that nobody is signed in. */
export const signedOutLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error(error) {
          const { code, fields } = failureOf(error)
          // A refused field is a wrong code or password, not the end of a session.
          if (code === 'unauthenticated' && Object.keys(fields).length === 0 && personOfPage() !== null) signedOutElsewhere()
          observer.error(error)
        },
      }),
    )
