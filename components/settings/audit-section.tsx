'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDisplay } from '../format/display'
import { exactTime } from '../format/time'
import { useTRPC, useTRPCClient } from '../trpc-provider'
import { Button } from '../ui/button'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { auditActor, auditSentence } from './audit-words'
import { deviceName } from './device-name'
import { SettingsSection } from './section'
import { SettingsSkeleton } from './settings-skeleton'

const AUDIT_PAGE = 20

/** What happened to this person's account here, newest first. It can be read, not changed. */
export function AuditSection() {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const display = useDisplay()
  const pages = useInfiniteQuery({
    queryKey: [...trpc.audit.list.queryKey({ limit: AUDIT_PAGE }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query({ limit: AUDIT_PAGE, ...(pageParam ? { before: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) {
    return (
      <ErrorState
        title="Your activity could not be loaded"
        message={failureOf(pages.error).message}
        onRetry={() => void pages.refetch()}
        className="rounded-lg border bg-card"
      />
    )
  }
  if (!pages.data) return <SettingsSkeleton />
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const events = pages.data.pages.flatMap((page) => page.events)

  return (
    <SettingsSection title="Activity" description="Sign-ins, keys and tokens. Nobody can alter it here." flush>
      <ol aria-label="Activity" className="divide-y">
        {events.map((event) => {
          const by = auditActor(event.actor)
          return (
            <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
              <p>
                {auditSentence(event)}
                {by ? <span className="text-muted-foreground"> {by}</span> : null}
              </p>
              <p className="figures flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                {event.ipAddress ? <span>{event.ipAddress}</span> : null}
                {event.userAgent && event.actor !== 'token' ? <span>{deviceName(event.userAgent).name}</span> : null}
                <time dateTime={event.at.toISOString()} suppressHydrationWarning>
                  {exactTime(event.at, display)}
                </time>
              </p>
            </li>
          )
        })}
      </ol>
      {hasNextPage ? (
        <div className="border-t p-2">
          <Button variant="ghost" className="w-full" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older
          </Button>
        </div>
      ) : null}
    </SettingsSection>
  )
}
