'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, FileUp } from 'lucide-react'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import type { CredentialTestView } from '@/server/domain/views'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { Link } from '../desk/link'
import { useSaid } from '../language/said'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card, CardContent } from '../ui/card'
import { failureOf } from '../ui/failure'
import { Field } from '../ui/field'
import { isFocusFree, mayTakeFocus } from '../ui/focus-free'
import { Textarea } from '../ui/input'
import { Notice } from '../ui/notice'
import { saveFile } from '../ui/save-file'
import { StatusDot, type StatusTone } from '../ui/status-dot'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { FoundLine } from './found-report'
import { type ListedAccount, MOST_AT_ONCE, NoList, readList, TEMPLATE, withoutKey } from './several-list'
import { withExchangeWords } from './use-credential-form'

/** No list of so few accounts is longer, keys of many lines among them. */
const LARGEST_FILE = 2_000_000

type Outcome =
  | { state: 'waiting' | 'looking' | 'trying' | 'connected' }
  | { state: 'found'; result: CredentialTestView }
  | { state: 'refused'; why: string | MessageDescriptor }

const MAY_WITHDRAW = msg`This key may withdraw. Make one that may only read; or add it by itself, to insist.`

interface Tryable {
  exchange: string
  credentials: Extract<ListedAccount['ready'], { credentials: unknown }>['credentials']
}

interface SeveralProps {
  exchanges: readonly ExchangeInfo[]
  takenNames: readonly string[]
  open?: boolean
}

/** Many accounts from a list: each is looked at, tried and saved by itself, and says what came of it. */
export function Several({ exchanges, takenNames }: SeveralProps) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const test = useMutation(trpc.accounts.test.mutationOptions())
  const create = useMutation(trpc.accounts.create.mutationOptions())
  const refresh = useMutation(trpc.balances.refresh.mutationOptions())
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [listed, setListed] = useState<readonly ListedAccount[] | null>(null)
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map())
  const [busy, setBusy] = useState<'looking' | 'trying' | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const shown = listed !== null
  // The button that was pressed is gone: what came of it is what is read next.
  useEffect(() => {
    if (shown) heading.current?.focus()
    else if (mayTakeFocus()) field.current?.focus({ preventScroll: true })
    else if (isFocusFree()) heading.current?.focus({ preventScroll: true })
  }, [shown])

  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? []
    target.value = ''
    if (!file) return
    if (file.size > LARGEST_FILE) return setProblem(t`This file is too large for a list of accounts.`)
    look(await file.text())
  }

  function look(list: string): void {
    setText(list)
    try {
      setListed(readList(list, exchanges, takenNames))
      setProblem(null)
      setOutcomes(new Map())
    } catch (error) {
      setProblem(error instanceof NoList ? t(error.words) : t`This cannot be read.`)
    }
  }

  const outcomeOf = ({ line, ready }: ListedAccount): Outcome =>
    outcomes.get(line) ?? ('fault' in ready ? { state: 'refused', why: ready.fault } : { state: 'waiting' })
  const connected = listed?.filter((each) => outcomeOf(each).state === 'connected').length ?? 0
  const open = listed?.filter((each) => !('fault' in each.ready) && outcomeOf(each).state !== 'connected') ?? []

  /** Each that is not connected yet, one after the other: exchanges limit how often an address tries keys. */
  async function eachOpen(state: 'looking' | 'trying', work: (name: string, ready: Tryable) => Promise<Outcome>): Promise<void> {
    setBusy(state)
    const say = (line: number, outcome: Outcome) => setOutcomes((before) => new Map(before).set(line, outcome))
    for (const { line, name, ready } of open) {
      if ('fault' in ready) continue
      say(line, { state })
      try {
        const outcome = await work(name, { exchange: ready.exchange.id, credentials: ready.credentials })
        say(line, outcome)
        if (outcome.state === 'connected') setListed((before) => before && withoutKey(before, line))
      } catch (error) {
        const failure = failureOf(error)
        const withdraws = failure.fields.allowWithdraw !== undefined
        say(line, { state: 'refused', why: withdraws ? MAY_WITHDRAW : withExchangeWords(failure.message, failure, i18n) })
      }
    }
    setBusy(null)
  }

  const lookAtAll = () =>
    eachOpen('looking', async (_, ready) => {
      const result = await test.mutateAsync(ready)
      return result.canWithdraw ? { state: 'refused', why: MAY_WITHDRAW } : { state: 'found', result }
    })

  async function connectAll(): Promise<void> {
    const ids: string[] = []
    await eachOpen('trying', async (name, ready) => {
      const { id } = await create.mutateAsync({ name, ...ready })
      ids.push(id)
      return { state: 'connected' }
    })
    setText('')
    // What was asked last has a key in it.
    test.reset()
    create.reset()
    if (ids.length > 0) refresh.mutate({ accountIds: ids })
    await queryClient.invalidateQueries()
  }

  return (
    <Card>
      <CardContent className="flex flex-col gap-4 pt-4">
        <h2 ref={heading} tabIndex={-1} className="font-medium text-base outline-hidden">
          {listed
            ? t`${plural(listed.length, { one: '# account', other: '# accounts' })}, ${connected} connected`
            : t`Several at once`}
        </h2>
        {listed === null ? (
          <>
            <p className="text-muted-foreground">
              <Trans>
                A list as spreadsheets write it (CSV), with the names of its columns in the first line; at most {MOST_AT_ONCE}{' '}
                accounts. Each can be looked at before anything is saved, and is saved by itself. The list stays on this page and
                is gone with it.
              </Trans>
            </p>
            <Field label={t`The list`} error={problem}>
              {(control) => (
                <Textarea
                  {...control}
                  ref={field}
                  rows={8}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  placeholder={/*same*/ 'exchange,name,apiKey,apiSecret'}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  className="font-mono"
                />
              )}
            </Field>
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" disabled={text.trim() === ''} onClick={() => look(text)}>
                <Trans>Read the list</Trans>
              </Button>
              <Button asChild>
                <label className="focus-within:outline-2 focus-within:outline-brand focus-within:outline-offset-2">
                  <FileUp aria-hidden />
                  <Trans>Choose a file</Trans>
                  <input
                    type="file"
                    accept=".csv,.tsv,.txt,text/csv"
                    className="sr-only"
                    onChange={(event) => void choose(event)}
                  />
                </label>
              </Button>
              <Button variant="ghost" onClick={() => saveFile('accounts.csv', new Blob([TEMPLATE], { type: 'text/csv' }))}>
                <Download aria-hidden />
                <Trans>Template</Trans>
              </Button>
            </div>
          </>
        ) : (
          <>
            <div className="-mx-4 overflow-x-auto border-y">
              <Table aria-label={t`Accounts of the list`}>
                <TableHeader>
                  <TableRow className="hover:bg-transparent">
                    <TableHead>
                      <Trans>Line</Trans>
                    </TableHead>
                    <TableHead>
                      <Trans>Account</Trans>
                    </TableHead>
                    <TableHead>
                      <Trans>Outcome</Trans>
                    </TableHead>
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {listed.map((each) => (
                    <TableRow key={each.line}>
                      <TableCell className="figures w-14 text-muted-foreground">{each.line}</TableCell>
                      <TableCell>
                        <span className="block font-medium">{each.name || '—'}</span>
                        <span className="block text-muted-foreground text-xs">{each.exchangeName}</span>
                      </TableCell>
                      <TableCell aria-live="polite">
                        <Told outcome={outcomeOf(each)} />
                      </TableCell>
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </div>
            {open.length === 0 && connected === 0 ? (
              <Notice tone="warning">
                <Trans>None of these can be tried as it stands.</Trans>
              </Notice>
            ) : null}
            <div className="flex flex-wrap gap-2">
              {open.length > 0 ? (
                <>
                  <Button
                    variant="primary"
                    loading={busy === 'trying'}
                    disabled={busy !== null}
                    onClick={() => void connectAll()}
                  >
                    {connected > 0 ? t`Try ${open.length} again` : t`Connect ${open.length}`}
                  </Button>
                  <Button loading={busy === 'looking'} disabled={busy !== null} onClick={() => void lookAtAll()}>
                    <Trans>Look first, save nothing</Trans>
                  </Button>
                </>
              ) : null}
              <Button disabled={busy !== null} onClick={() => setListed(null)}>
                <Trans>Another list</Trans>
              </Button>
              {connected > 0 ? (
                <Button asChild variant="ghost">
                  <Link href="/accounts">
                    <Trans>To the accounts</Trans>
                  </Link>
                </Button>
              ) : null}
            </div>
          </>
        )}
      </CardContent>
    </Card>
  )
}

const WORDS: Record<Outcome['state'], { tone: StatusTone; label: MessageDescriptor }> = {
  waiting: { tone: 'off', label: msg`Ready to be tried` },
  looking: { tone: 'busy', label: msg`Being looked at` },
  found: { tone: 'ok', label: msg`Found, not saved yet` },
  trying: { tone: 'busy', label: msg`Being tried` },
  connected: { tone: 'ok', label: msg`Connected` },
  refused: { tone: 'error', label: msg`Not connected` },
}

function Told({ outcome }: { outcome: Outcome }) {
  const { t } = useLingui()
  const said = useSaid()
  const { tone, label } = WORDS[outcome.state]
  return (
    <>
      <StatusDot tone={tone}>{t(label)}</StatusDot>
      {outcome.state === 'refused' || outcome.state === 'found' ? (
        <span className="block max-w-prose whitespace-normal pl-3.5 text-muted-foreground text-xs">
          {outcome.state === 'found' ? (
            <FoundLine result={outcome.result} />
          ) : typeof outcome.why === 'string' ? (
            said(outcome.why)
          ) : (
            t(outcome.why)
          )}
        </span>
      ) : null}
    </>
  )
}
