'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ChevronLeft, Pencil, Trash2 } from 'lucide-react'
import { useQueryState } from 'nuqs'
import { useMemo, useState } from 'react'
import type { TagSumView } from '@/server/domain/views'
import { Link } from '../desk/link'
import { useDeskRouter } from '../desk/navigation'
import { ForRole } from '../desks/desk-role'
import { Age } from '../format/age'
import { Money } from '../format/money'
import { EquityChart } from '../overview/equity-chart'
import { ExposureTable } from '../overview/exposure-panel'
import { PeriodChoice } from '../overview/period-choice'
import { Stat } from '../overview/stat-strip'
import { StretchChange } from '../overview/stretch-change'
import { useEquityHistory } from '../overview/use-equity-history'
import { useGain } from '../overview/use-gain'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '../ui/card'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { lazyPart } from '../ui/lazy-part'
import { Notice } from '../ui/notice'
import { doubtWords, TagEquity } from './tag-equity'
import { PartsGain } from './tag-gain'
import { TagName } from './tag-name'
import { tagHistory, tagSearch, tagStretch } from './tag-queries'
import { useFreshTags } from './use-tags'
import { KIND_LABELS, ruleWords } from './words'

const TagDialog = lazyPart(() => import('./tag-dialog').then((file) => file.TagDialog))

/** One tag: what belongs to it, what that contributes, how it is exposed, and how it went. */
export function Tag({ id }: { id: string }) {
  const trpc = useTRPC()
  const { data: view } = useSuspenseQuery(trpc.tags.get.queryOptions({ id }))
  const { tag, figures } = view
  return (
    <>
      <Header view={view} />
      <Shared view={view} />
      <Card className="flex flex-col" aria-labelledby="equity">
        {tag.ofAccounts && figures.wholeAccounts > 0 ? <Course view={view} /> : <Parts view={view} />}
        <Figures view={view} />
      </Card>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <Card className="flex flex-col" aria-labelledby="exposure">
          <CardHeader>
            <CardTitle id="exposure">
              <Trans>Exposure</Trans>
            </CardTitle>
            <CardDescription>
              <Trans>Spot and positions of a coin that belong to it, netted</Trans>
            </CardDescription>
          </CardHeader>
          {figures.coins.length === 0 ? (
            <CardContent className="text-muted-foreground">
              <Trans>Nothing of it moves with a market.</Trans>
            </CardContent>
          ) : (
            <ExposureTable rows={figures.coins} />
          )}
        </Card>
        <Belonging view={view} />
      </div>
    </>
  )
}

function Header({ view: { tag, figures } }: { view: TagSumView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const router = useDeskRouter()
  const refresh = useFreshTags()
  const [changing, setChanging] = useState<boolean | null>(null)
  const [removing, setRemoving] = useState(false)
  const remove = useMutation(
    trpc.tags.remove.mutationOptions({
      onSuccess: () => {
        router.push('/tags')
        return refresh()
      },
    }),
  )
  return (
    <header className="flex flex-col gap-2">
      <Link
        href="/tags"
        className="touch-target -ml-0.5 inline-flex w-fit items-center gap-1 rounded-sm text-muted-foreground text-sm hover:text-foreground"
      >
        <ChevronLeft aria-hidden className="size-4" />
        <Trans>Tags</Trans>
      </Link>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-lg tracking-tight">
            <TagName tag={tag} className="max-w-full" />
          </h1>
          <p className="flex flex-wrap gap-x-2 text-muted-foreground text-sm">
            <span>{t(KIND_LABELS[tag.kind].one)}</span>
            {figures.oldestAsOf ? (
              <span className="figures">
                <Trans>
                  · Oldest numbers: <Age date={figures.oldestAsOf} />
                </Trans>
              </span>
            ) : null}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ForRole least="manager">
            <Button onClick={() => setChanging(true)}>
              <Pencil aria-hidden />
              <Trans context="to change something">Change</Trans>
            </Button>
            <Button variant="destructive-quiet" onClick={() => setRemoving(true)}>
              <Trash2 aria-hidden />
              <Trans>Remove</Trans>
            </Button>
          </ForRole>
        </div>
      </div>
      {changing === null ? null : <TagDialog key={String(changing)} tag={tag} open={changing} onOpenChange={setChanging} />}
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t`Remove ${tag.name}?`}
        description={t`Accounts and positions stay as they are; they only lose this name.`}
        confirm={t`Remove the tag`}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id: tag.id })}
      />
    </header>
  )
}

function TagLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/tags/${id}`} className="underline">
      {name}
    </Link>
  )
}

/** What counts in two tags of a kind. */
function Shared({ view: { tag, figures } }: { view: TagSumView }) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const tags = useQuery({ ...trpc.tags.list.queryOptions(), enabled: figures.shared.length > 0 })
  if (figures.shared.length === 0) return null
  const nameOf = (tagId: string) => tags.data?.find(({ id }) => id === tagId)?.name ?? t`Another tag`
  return (
    <Notice tone="warning" title={t(KIND_LABELS[tag.kind].two)}>
      <ul>
        {figures.shared.map(({ tagId, value, assets }) => (
          <li key={tagId}>
            {assets === 0 ? (
              <Trans>
                <TagLink id={tagId} name={nameOf(tagId)} />: a whole account of{' '}
                <Money value={value} unknown={t`what is not known`} />, which counts in both.
              </Trans>
            ) : (
              <Trans>
                <TagLink id={tagId} name={nameOf(tagId)} />: <Plural value={assets} one="one asset" other="# assets" /> of{' '}
                <Money value={value} unknown={t`what is not known`} />, which counts in both.
              </Trans>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Worth({ view: { figures } }: { view: TagSumView }) {
  return (
    <>
      <h2 id="equity" className="caption">
        <Trans>Contributes to equity</Trans>
      </h2>
      <p className="font-semibold text-2xl sm:text-3xl">
        <TagEquity figures={figures} />
      </p>
    </>
  )
}

/** Of whole accounts: what was gained, and the course of their equity. */
function Course({ view }: { view: TagSumView }) {
  const [period, setPeriod] = useQueryState('period', tagSearch.period)
  const input = tagHistory(view.tag.id, period)
  const { data, isPlaceholderData } = useEquityHistory(input)
  const gain = useGain(tagStretch(view.tag.id, period))
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-4 pt-3.5">
        <div className="min-w-0">
          <Worth view={view} />
          <StretchChange history={isPlaceholderData ? undefined : data} gain={gain} period={period} />
        </div>
        <PeriodChoice value={period} onChange={(value) => void setPeriod(value)} />
      </div>
      <EquityChart input={input} marks={gain?.marks} />
    </>
  )
}

/** Of parts of accounts: what they earned. The history of equity is of whole accounts. */
function Parts({ view }: { view: TagSumView }) {
  const { tag } = view
  if (tag.rules.length > 0) return <PartsGain id={tag.id} worth={<Worth view={view} />} />
  return (
    <div className="px-4 py-3.5">
      <Worth view={view} />
      <p className="mt-1 max-w-prose text-muted-foreground text-xs">
        <Trans>Nothing belongs to it yet: add rules, or choose it on the page of an account or the sheet of a position.</Trans>
      </p>
    </div>
  )
}

function Figures({ view: { figures } }: { view: TagSumView }) {
  const { i18n, t } = useLingui()
  const because = doubtWords(figures, i18n)
  const { gross, net } = figures.exposureBounds
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg border-t bg-border sm:grid-cols-5">
      <Stat label={t`Unrealised profit`}>
        <Money value={figures.profit} tone="signed" sign="always" unknown={t`no positions`} />
      </Stat>
      <Stat label={t`Gross exposure`} hint={t`Positions, and spot holdings of coins that are no stablecoin, by absolute value`}>
        <Money value={figures.gross} bound={gross} because={because} unknown={t`nothing moves with a market`} />
      </Stat>
      <Stat label={t`Net exposure`} hint={t`The same, longs less shorts`}>
        <Money value={figures.net} bound={net} because={because} unknown={t`nothing moves with a market`} />
      </Stat>
      <Stat label={t`Accounts`}>
        <span className="figures">{figures.accounts}</span>
      </Stat>
      <Stat label={t`Positions`} className="max-sm:col-span-2">
        <span className="figures">{figures.positions}</span>
      </Stat>
    </dl>
  )
}

/** Rules in words, and ways to the rows. */
function Belonging({ view: { tag, figures } }: { view: TagSumView }) {
  const { i18n, t } = useLingui()
  const trpc = useTRPC()
  const accounts = useQuery(trpc.accounts.list.queryOptions({ includeArchived: true }))
  const names = useMemo(() => new Map(accounts.data?.map(({ id, name }) => [id, name])), [accounts.data])
  const doubts = doubtWords(figures, i18n)
  const ways = [
    { href: `/positions?tag=${tag.id}`, label: t`Positions` },
    { href: `/balances?tag=${tag.id}`, label: t`Balances` },
    ...(tag.ofAccounts
      ? [
          { href: `/accounts?tag=${tag.id}`, label: t`Accounts` },
          { href: `/performance?tag=${tag.id}`, label: t`Performance` },
        ]
      : []),
  ]
  return (
    <Card aria-labelledby="belongs">
      <CardHeader>
        <CardTitle id="belongs">
          <Trans>What belongs to it</Trans>
        </CardTitle>
      </CardHeader>
      {tag.rules.length === 0 ? (
        <CardContent className="text-muted-foreground">
          <Trans>Nothing yet.</Trans>
        </CardContent>
      ) : (
        <ul aria-labelledby="belongs" className="thin-scroll max-h-80 divide-y overflow-y-auto border-t">
          {tag.rules.map((rule) => (
            <li key={JSON.stringify(rule)} className="px-4 py-2 pointer-coarse:py-3">
              {rule.accountId === null ? (
                ruleWords(rule, names, i18n)
              ) : (
                <Link href={`/accounts/${rule.accountId}`} className="touch-text inline-block hover:underline">
                  {accounts.data ? ruleWords(rule, names, i18n) : t`An account`}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {figures.doubts.of > 0 ? (
        <p className="border-t px-4 py-2.5 text-muted-foreground text-xs">
          <Trans>Not certain – {doubts}.</Trans>
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2 border-t px-4 py-3">
        {ways.map(({ href, label }) => (
          <Button key={label} asChild size="sm">
            <Link href={href}>{label}</Link>
          </Button>
        ))}
      </div>
    </Card>
  )
}
