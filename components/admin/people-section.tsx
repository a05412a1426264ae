'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Age } from '../format/age'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { PersonActions } from './person-actions'

/** Everybody who has signed up; for administrators. What their accounts hold is not to be seen here or elsewhere. */
export function PeopleSection({ ownEmail }: { ownEmail: string }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: people } = useSuspenseQuery(trpc.admin.users.queryOptions())
  const { data: security } = useSuspenseQuery(trpc.security.get.queryOptions())
  const active = people.filter(({ isAdmin, disabledAt }) => isAdmin && disabledAt === null)

  return (
    <SettingsSection title={t`People`} description={t`Who can sign in here. You never see what their accounts hold.`} flush>
      <ul aria-label={t`People`} className="divide-y">
        {people.map((person) => (
          <li key={person.id} className="flex items-center gap-4 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-1.5">
                <span className="truncate font-medium">{person.email}</span>
                {person.isAdmin ? (
                  <Badge tone="brand">
                    <Trans>Administrator</Trans>
                  </Badge>
                ) : null}
                {person.disabledAt ? (
                  <Badge tone="warning">
                    <Trans>Disabled</Trans>
                  </Badge>
                ) : null}
              </p>
              <p className="flex flex-wrap gap-x-3 text-muted-foreground text-xs">
                {person.name ? <span>{person.name}</span> : null}
                <span>{<Plural value={person.accounts} one="# account" other="# accounts" />}</span>
                <span>{person.secondFactor ? t`Second factor` : t`No second factor`}</span>
                <span>
                  {person.lastSeenAt ? (
                    <Trans>
                      Seen <Age date={person.lastSeenAt} />
                    </Trans>
                  ) : (
                    t`Never seen`
                  )}
                </span>
              </p>
            </div>
            <PersonActions
              person={person}
              own={person.email === ownEmail}
              lastAdmin={active.length === 1 && active[0]?.id === person.id}
              hasPassword={security.hasPassword}
            />
          </li>
        ))}
      </ul>
    </SettingsSection>
  )
}
