'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { FileCheck2 } from 'lucide-react'
import { useId, useState } from 'react'
import type { StatementView } from '@/server/domain/views'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'
import { saveFile } from '../ui/save-file'
import { SettingsSection } from './section'
import { lastMonths } from './statement-months'
import { type WhichAccounts, WhichAccountsField } from './which-accounts-field'

/** Statements that others can check: of a month, signed by this installation. */
export function StatementsSection() {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  return (
    <>
      <SettingsSection
        title={t`Statements`}
        description={t`What your accounts were worth at the end of a month and what they returned, as a signed PDF and JSON. Whoever gets one can check that it came from here and that nothing in it was changed.`}
        action={
          <Button onClick={() => setOpen(true)}>
            <FileCheck2 aria-hidden />
            <Trans>Make one</Trans>
          </Button>
        }
      >
        <p className="text-muted-foreground text-sm">
          <Trans>
            The key that signs is published at{' '}
            <a href="/.well-known/ballast.json" className="text-brand underline underline-offset-4">
              /.well-known/ballast.json
            </a>
            .
          </Trans>
        </p>
      </SettingsSection>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent>
          <StatementForm />
        </DialogContent>
      </Dialog>
    </>
  )
}

function StatementForm() {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const make = useMutation(trpc.statements.make.mutationOptions({ gcTime: 0 }))
  const [months] = useState(() => lastMonths(new Date(), i18n.locale))
  const [month, setMonth] = useState(months[0]?.[0] ?? '')
  const [which, setWhich] = useState<WhichAccounts>({ accountIds: null, tagId: null })
  const noneChosen = which.accountIds?.length === 0
  if (make.data) return <Made statement={make.data} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!noneChosen) make.mutate({ month, ...which })
      }}
      noValidate
    >
      <DialogHeader>
        <DialogTitle>
          <Trans>New statement</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>Months are of UTC. It names the accounts that it is of.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <ChoiceField label={t`Month`} value={month} choices={months} onChange={setMonth} />
        <WhichAccountsField
          value={which}
          onChange={setWhich}
          help={t`Those that it takes now.`}
          error={noneChosen && make.isError ? t`Choose at least one account.` : undefined}
        />
        {make.error ? <Notice tone="error">{failureOf(make.error).message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>
            <Trans>Cancel</Trans>
          </Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={make.isPending} disabled={noneChosen}>
          <Trans>Make and sign</Trans>
        </Button>
      </DialogFooter>
    </form>
  )
}

function Made({ statement: { month, nav, twr, json, pdf, basis } }: { statement: StatementView }) {
  const id = useId()
  const name = `ballast-${month}`
  const save = (ending: string, type: string, content: BlobPart) => saveFile(`${name}${ending}`, new Blob([content], { type }))
  const unknown = [nav.why, twr.why].filter((why) => why !== null)
  return (
    <>
      <DialogHeader>
        <DialogTitle>
          <Trans>Statement for {month}</Trans>
        </DialogTitle>
        <DialogDescription>
          <Trans>It is not kept here. It can be made again, with a later time in it.</Trans>
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        {unknown.length > 0 ? <Notice>{unknown.join(' ')}</Notice> : null}
        <ul aria-labelledby={id} className="flex flex-col gap-2">
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span id={id}>
              <Trans>PDF, signed</Trans>
            </span>
            <Button size="sm" onClick={() => save('.pdf', 'application/pdf', bytesOf(pdf))}>
              <Trans>Save the PDF</Trans>
            </Button>
          </li>
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span>
              <Trans>JSON, signed</Trans>
            </span>
            <Button size="sm" onClick={() => save('.json', 'application/json', json)}>
              <Trans>Save the JSON</Trans>
            </Button>
          </li>
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span>
              <Trans>Days that it rests on</Trans>
              <span className="block text-muted-foreground text-xs">
                <Trans>Each account, day by day. For whoever is to look behind it.</Trans>
              </span>
            </span>
            <Button size="sm" onClick={() => save('-days.json', 'application/json', basis)}>
              <Trans>Save the days</Trans>
            </Button>
          </li>
        </ul>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">
            <Trans>Done</Trans>
          </Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
