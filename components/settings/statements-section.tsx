'use client'
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
import { AccountLimitField } from './account-limit-field'
import { SettingsSection } from './section'
import { lastMonths } from './statement-months'

/** Statements that others can check: of a month, signed by this installation. */
export function StatementsSection() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <SettingsSection
        title="Statements"
        description="What your accounts were worth at the end of a month and what they returned, as a signed PDF and JSON. Whoever gets one can check that it came from here and that nothing in it was changed."
        action={
          <Button onClick={() => setOpen(true)}>
            <FileCheck2 aria-hidden />
            Make one
          </Button>
        }
      >
        <p className="text-muted-foreground text-sm">
          The key that signs is published at{' '}
          <a href="/.well-known/ballast.json" className="text-brand underline underline-offset-4">
            /.well-known/ballast.json
          </a>
          .
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
  const trpc = useTRPC()
  const make = useMutation(trpc.statements.make.mutationOptions({ gcTime: 0 }))
  const [months] = useState(() => lastMonths(new Date()))
  const [month, setMonth] = useState(months[0]?.[0] ?? '')
  const [accountIds, setAccountIds] = useState<string[] | null>(null)
  const noneChosen = accountIds !== null && accountIds.length === 0
  if (make.data) return <Made statement={make.data} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!noneChosen) make.mutate({ month, accountIds })
      }}
      noValidate
    >
      <DialogHeader>
        <DialogTitle>New statement</DialogTitle>
        <DialogDescription>Months are of UTC. It names the accounts that it is of.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <ChoiceField label="Month" value={month} choices={months} onChange={setMonth} />
        <AccountLimitField
          value={accountIds}
          onChange={setAccountIds}
          error={noneChosen && make.isError ? 'Choose at least one account.' : undefined}
        />
        {make.error ? <Notice tone="error">{failureOf(make.error).message}</Notice> : null}
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" loading={make.isPending} disabled={noneChosen}>
          Make and sign
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
        <DialogTitle>Statement for {month}</DialogTitle>
        <DialogDescription>It is not kept here. It can be made again, with a later time in it.</DialogDescription>
      </DialogHeader>
      <DialogBody>
        {unknown.length > 0 ? <Notice>{unknown.join(' ')}</Notice> : null}
        <ul aria-labelledby={id} className="flex flex-col gap-2">
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span id={id}>PDF, signed</span>
            <Button size="sm" onClick={() => save('.pdf', 'application/pdf', bytesOf(pdf))}>
              Save the PDF
            </Button>
          </li>
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span>JSON, signed</span>
            <Button size="sm" onClick={() => save('.json', 'application/json', json)}>
              Save the JSON
            </Button>
          </li>
          <li className="flex flex-wrap items-center justify-between gap-2">
            <span>
              Days that it rests on
              <span className="block text-muted-foreground text-xs">
                Each account, day by day. For whoever is to look behind it.
              </span>
            </span>
            <Button size="sm" onClick={() => save('-days.json', 'application/json', basis)}>
              Save the days
            </Button>
          </li>
        </ul>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="primary">Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  )
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
