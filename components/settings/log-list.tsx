import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AuditView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { exactTime } from '../format/time'
import { Button } from '../ui/button'
import { ErrorState } from '../ui/error-state'
import { failureOf } from '../ui/failure'
import { auditActor, auditSentence } from './audit-words'
import { SettingsSection } from './section'
import { SettingsSkeleton } from './settings-skeleton'

/** Events that one look brings. */
export const LOG_PAGE = 20

interface LogListProps {
  title: string
  description: string
  /** Whole sentence for where it cannot be read. */
  failed: string
  queryKey: readonly unknown[]
  /** A page of it: events behind the one named, newest first. */
  read: (before: string | null, signal: AbortSignal) => Promise<{ events: AuditView[]; next: string | null }>
  /** Who, or from where, beside the time. */
  aside: (event: AuditView) => ReactNode
}

/** A log, newest first, page by page. It can be read, not changed. */
export function LogList({ title, description, failed, queryKey, read, aside }: LogListProps) {
  const { i18n, t } = useLingui()
  const display = useDisplay()
  const pages = useInfiniteQuery({
    queryKey: [...queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) => read(pageParam || null, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  if (pages.error) {
    return (
      <ErrorState
        title={failed}
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
    <SettingsSection title={title} description={description} flush>
      <ol aria-label={title} className="divide-y">
        {events.map((event) => {
          const how = auditActor(event.actor)
          return (
            <li key={event.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5">
              <p className="min-w-0 break-words">
                {auditSentence(event, i18n)}
                {how ? <span className="text-muted-foreground"> {t(how)}</span> : null}
              </p>
              <p className="figures flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                {aside(event)}
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
            <Trans>Show older</Trans>
          </Button>
        </div>
      ) : null}
    </SettingsSection>
  )
}
