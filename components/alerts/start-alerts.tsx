'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { BellRing, Check, Mail, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ChannelView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { DeviceOffer } from '../push/device-offer'
import { useThisDevice } from '../push/use-this-device'
import { AddressProof } from '../settings/address-proof'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { toast } from '../ui/toast'

const isTold = ({ enabled, provenAt, failingSince }: ChannelView) => enabled && provenAt !== null && failingSince === null

/** The first steps: this device, one's own mail, and what one is told of from the start. */
export function StartAlerts() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: rules } = useSuspenseQuery(trpc.alerts.rules.queryOptions())
  const { data: channels } = useSuspenseQuery(trpc.alerts.channels.queryOptions())
  const {
    data: { unprovenAddress },
  } = useSuspenseQuery(trpc.tokens.terms.queryOptions())
  const here = useThisDevice((name) => toast.success(t`A test was sent to ${name}`))
  const told = channels.filter(isTold)
  const mine = channels.find(({ device }) => device !== null && device === here.device)
  const mail = told.find(({ kind }) => kind === 'email')
  const on = rules.filter(({ enabled }) => enabled)
  return (
    <>
      <SettingsSection title={t`Where you are told`} flush>
        <ul aria-label={t`Where you are told`} className="divide-y">
          <li>
            {mine && isTold(mine) ? (
              <Told icon={<Smartphone aria-hidden className="size-4" />} title={t`This device`}>
                <Trans>A test was sent to its screen. If you did not see it, look at its settings for notifications.</Trans>
              </Told>
            ) : (
              <DeviceOffer here={here} anew={mine !== undefined} />
            )}
          </li>
          {mail ? (
            <li>
              <Told icon={<Mail aria-hidden className="size-4" />} title={t`E-mail`}>
                {mail.shown}
              </Told>
            </li>
          ) : null}
          {!mail && unprovenAddress !== null ? (
            <li className="p-4">
              <AddressProof
                address={unprovenAddress}
                title={t`Your e-mail, once it is proven`}
                why={t`Show that ${unprovenAddress} is yours by a link that is sent there, and what fires is sent there too.`}
              />
            </li>
          ) : null}
        </ul>
        <p className="border-t px-4 py-3 text-muted-foreground text-xs">
          <Trans>
            Telegram, Discord, Slack, ntfy and webhooks:{' '}
            <Link href="/alerts" className="touch-target inline-block underline underline-offset-2 hover:text-foreground">
              all channels
            </Link>
            .
          </Trans>
        </p>
      </SettingsSection>
      <SettingsSection title={t`What you are told of`} description={t`From now on, for this account and all that follow.`} flush>
        <ul aria-label={t`What you are told of`} className="divide-y">
          {on.map(({ id, text }) => (
            <li key={id} className="flex items-start gap-2.5 px-4 py-2.5">
              <BellRing aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
              <span className="min-w-0">{text}</span>
            </li>
          ))}
        </ul>
        <p className="border-t px-4 py-3 text-muted-foreground text-xs">
          <Link href="/alerts" className="touch-target inline-block underline underline-offset-2 hover:text-foreground">
            <Trans>Change limits, add rules, set quiet hours</Trans>
          </Link>
        </p>
      </SettingsSection>
      <div className="flex justify-end max-sm:[&_a]:h-11 max-sm:[&_a]:flex-1">
        <Button asChild variant={told.length > 0 ? 'primary' : 'secondary'}>
          <Link href="/overview">{told.length > 0 ? t`To the overview` : t`Not now`}</Link>
        </Button>
      </div>
    </>
  )
}

function Told({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex items-center gap-4 px-4 py-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-card text-muted-foreground">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 break-words text-muted-foreground text-xs">{children}</p>
      </div>
      <span className="flex items-center gap-1.5 font-medium text-profit text-xs">
        <Check aria-hidden className="size-4" />
        <Trans>On</Trans>
      </span>
    </div>
  )
}
