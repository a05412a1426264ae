'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

/** Whether letters leave, tried by one to the administrator; for administrators. */
export function MailSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data } = useSuspenseQuery(trpc.admin.mail.queryOptions())
  const test = useMutation(trpc.admin.testMail.mutationOptions())
  const { server, from, to } = data

  return (
    <SettingsSection
      title={t`Mail`}
      description={t`Invitations, new passwords and alerts by mail.`}
      action={
        server === null ? null : (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            <Trans>Send a test letter</Trans>
          </Button>
        )
      }
    >
      {server === null ? (
        <p className="text-muted-foreground text-sm">
          <Trans>
            No mail server is set (<code>SMTP_URL</code>): letters wait in <code>letters.txt</code> of the data folder, to be
            passed on by hand.
          </Trans>
        </p>
      ) : (
        <div className="flex flex-col gap-3 text-sm">
          <p className="text-muted-foreground">
            <Trans>
              By <span className="break-all font-mono text-foreground">{server}</span> as{' '}
              <span className="break-words text-foreground">{from}</span>. The test goes to {to}.
            </Trans>
          </p>
          {test.data ? (
            <Notice title={t`The server took the letter to ${test.data.to}`}>
              <p className="break-words">
                <Trans>
                  It said <span className="font-mono">{test.data.answer}</span>. Whether it arrives is seen in the mailbox.
                </Trans>
              </p>
            </Notice>
          ) : null}
          {test.error ? (
            <Notice tone="error" title={t`No letter was sent`}>
              <p className="break-words">{failureOf(test.error).message}</p>
            </Notice>
          ) : null}
        </div>
      )}
    </SettingsSection>
  )
}
