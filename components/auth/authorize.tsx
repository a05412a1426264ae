'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { AuthorizeView } from '@/server/domain/views'
import type { AuthorizeInput } from '@/server/schemas/oauth'
import { AccountLimitField } from '../settings/account-limit-field'
import { AddressProof } from '../settings/address-proof'
import { ProofFields, useProof } from '../settings/proof-fields'
import { SCOPES } from '../settings/token-scopes'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { failureOf } from '../ui/failure'
import { Notice } from '../ui/notice'

type Asked = Extract<AuthorizeView, { kind: 'asked' }>
type Scope = Asked['scopes'][number]

interface AuthorizeProps {
  request: AuthorizeInput
  asked: Asked
  hasPassword: boolean
  /** After so many it ends. */
  days: number
  /** Their address, where it has to be proven first; null where nothing stands in the way. */
  unprovenAddress: string | null
}

/** What a program asks for, and what of it the person allows: less is always possible, more never. */
export function Authorize({ request, asked, hasPassword, days, unprovenAddress }: AuthorizeProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const allow = useMutation(trpc.oauth.allow.mutationOptions({ gcTime: 0 }))
  const [scopes, setScopes] = useState<readonly Scope[]>(['read'])
  const [accountIds, setAccountIds] = useState<string[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const proof = useProof(hasPassword)

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    setFault(null)
    if (accountIds?.length === 0) return setFault(t`Choose at least one account.`)
    const given = proof.read()
    if (!given) return
    try {
      // Chosen here, it is chosen by the tool's name.
      const tools = scopes.includes('trade') ? (['set_leverage'] as const) : []
      const { location } = await allow.mutateAsync({ ...given, request, scopes: [...scopes], accountIds, tools: [...tools] })
      setLeaving(true)
      window.location.assign(location)
    } catch (error) {
      const failure = failureOf(error)
      if (!proof.refuse(failure)) setProblem(failure.message)
    }
  }

  if (unprovenAddress !== null)
    return (
      <AddressProof
        address={unprovenAddress}
        title={t`Prove your address first`}
        why={t`Programs are connected by people whose address is proven.`}
      />
    )
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
      <Notice>
        {asked.onThisDevice ? (
          <Trans>
            A program on this device that calls itself “{asked.clientName}”. Go on only if you just started this there.
          </Trans>
        ) : (
          <Trans>
            A program at <strong className="font-medium">{asked.host}</strong> that calls itself “{asked.clientName}”. Go on only
            if you just started this there.
          </Trans>
        )}
      </Notice>
      <ScopeChoice asked={asked.scopes} chosen={scopes} onChange={setScopes} />
      <AccountLimitField value={accountIds} onChange={setAccountIds} error={fault ?? undefined} />
      <p className="flex gap-2 text-muted-foreground text-xs">
        <ShieldCheck aria-hidden className="mt-px size-4 shrink-0" />
        <span>
          <Trans>
            It sees no keys and can move no money. What it reads goes to whoever runs its model. It ends after {days} days, or as
            soon as you switch it off under Settings, Agents.
          </Trans>
        </span>
      </p>
      <ProofFields proof={proof} />
      {problem ? <Notice tone="error">{problem}</Notice> : null}
      <div className="flex flex-col gap-2">
        <Button type="submit" variant="primary" size="lg" loading={allow.isPending || leaving}>
          <Trans>Allow</Trans>
        </Button>
        <Button size="lg" disabled={allow.isPending || leaving} onClick={() => window.location.assign(asked.denied)}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  )
}

/** What each scope comes to for an agent: its keys are good for tools alone. */
const FOR_AGENTS: Record<Scope, { label: MessageDescriptor; help: MessageDescriptor }> = {
  read: SCOPES.read,
  manage: { label: msg`Read accounts anew`, help: msg`Have accounts read from their exchanges now (the tool refresh).` },
  trade: {
    label: SCOPES.trade.label,
    help: msg`Change leverage on the exchange. Nothing can be bought, sold or withdrawn. The tool set_leverage.`,
  },
}

interface ScopeChoiceProps {
  asked: readonly Scope[]
  chosen: readonly Scope[]
  onChange: (scopes: readonly Scope[]) => void
}

/** Reading is what it is for; all else that is asked for is off until somebody wants it. */
function ScopeChoice({ asked, chosen, onChange }: ScopeChoiceProps) {
  const id = useId()
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-2 font-medium">
        <Trans>It may</Trans>
      </legend>
      {asked.map((scope) => (
        <Choice
          key={scope}
          id={`${id}-${scope}`}
          {...FOR_AGENTS[scope]}
          checked={chosen.includes(scope)}
          disabled={scope === 'read'}
          onChange={(checked) => onChange(asked.filter((each) => (each === scope ? checked : chosen.includes(each))))}
        />
      ))}
    </fieldset>
  )
}

interface ChoiceProps {
  id: string
  label: MessageDescriptor
  help: MessageDescriptor
  checked: boolean
  disabled: boolean
  onChange: (checked: boolean) => void
}

function Choice({ id, label, help, checked, disabled, onChange }: ChoiceProps) {
  const { t } = useLingui()
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={checked}
        disabled={disabled}
        onCheckedChange={(state) => onChange(state === true)}
      />
      <label htmlFor={id} className="select-none">
        <span className="block">{t(label)}</span>
        <span className="block text-muted-foreground text-xs">{t(help)}</span>
      </label>
    </div>
  )
}
