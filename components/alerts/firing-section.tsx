'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { BellOff, BellRing, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { FiringView } from '@/server/domain/views'
import { Age } from '../format/age'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { EmptyState } from '../ui/empty-state'
import { failureOf } from '../ui/failure'
import { IntentLink } from '../ui/intent-link'
import { toast } from '../ui/toast'
import { FiringMarks } from './firing-marks'
import { useFreshAlerts } from './use-fresh-alerts'

const SNOOZE_MINUTES = 240

export function FiringSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: firing } = useSuspenseQuery(trpc.alerts.firing.queryOptions())
  const urgent = firing.filter(({ level }) => level === 'urgent').length
  const tone = urgent > 0 ? 'destructive' : 'warning'
  return (
    <SettingsSection
      title={t`Firing now`}
      action={firing.length > 0 ? <Badge tone={tone}>{firing.length}</Badge> : undefined}
      flush
    >
      {firing.length === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title={t`Nothing fires`}
          description={t`No figure that is known lies beyond the limits of your rules.`}
        />
      ) : (
        <ul aria-label={t`Firing now`} className="divide-y">
          {firing.map((each) => (
            <FiringRow key={`${each.ruleId} ${each.subject}`} firing={each} />
          ))}
        </ul>
      )}
    </SettingsSection>
  )
}

function FiringRow({ firing }: { firing: FiringView }) {
  const { t } = useLingui()
  const { ruleId, subject, accountId, level, text, since, snoozedUntil, maySnooze } = firing
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const snooze = useMutation(
    trpc.alerts.snooze.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast.error(failureOf(error).message),
    }),
  )
  const quiet = snoozedUntil !== null
  const Icon = level === 'urgent' ? CircleAlert : TriangleAlert
  const words = <span className="font-medium">{text}</span>
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Icon
        aria-label={level === 'urgent' ? t`Urgent` : t`Warning`}
        className={cn('size-4 shrink-0', level === 'urgent' ? 'text-destructive' : 'text-warning')}
      />
      <div className="min-w-48 flex-1">
        <p>
          {accountId === null ? (
            words
          ) : (
            <IntentLink href={`/accounts/${accountId}`} className="touch-target inline-block hover:underline">
              {words}
            </IntentLink>
          )}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted-foreground text-xs">
          <span>
            <Trans>
              Since <Age date={since} />
            </Trans>
          </span>
          <FiringMarks firing={firing} />
        </p>
      </div>
      {maySnooze ? (
        <Button
          size="sm"
          // Below the words where there is no room beside them.
          className="max-sm:ms-8"
          loading={snooze.isPending}
          onClick={() => snooze.mutate({ ruleId, subject, minutes: quiet ? null : SNOOZE_MINUTES })}
        >
          {quiet ? <BellRing aria-hidden /> : <BellOff aria-hidden />}
          {quiet ? t`Tell me again` : t`Quiet for 4 hours`}
        </Button>
      ) : null}
    </li>
  )
}
