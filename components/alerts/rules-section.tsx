'use client'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { BellPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Preset } from '@/server/domain/alerts/presets'
import type { Rule } from '@/server/domain/alerts/rule'
import type { AlertRuleView } from '@/server/domain/views'
import { SettingsSection } from '../settings/section'
import { useTRPC } from '../trpc-provider'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { EmptyState } from '../ui/empty-state'
import { failureOf } from '../ui/failure'
import { Switch } from '../ui/switch'
import { toast } from '../ui/toast'
import { KINDS } from './rule-fields'
import { RuleForm } from './rule-form'
import { useFreshAlerts } from './use-fresh-alerts'

const PRESETS: readonly { preset: Preset; label: string; what: string }[] = [
  { preset: 'careful', label: 'Careful', what: 'Warns early, also of funding and of coins without a price.' },
  { preset: 'usual', label: 'Usual', what: 'What most people want to hear.' },
  { preset: 'quiet', label: 'Quiet', what: 'Only what costs money now.' },
]

/** The rules in words; each is edited where it stands. */
export function RulesSection() {
  const trpc = useTRPC()
  const { data: rules } = useSuspenseQuery(trpc.alerts.rules.queryOptions())
  const [adding, setAdding] = useState<Rule | null>(null)
  const [preset, setPreset] = useState<(typeof PRESETS)[number] | null>(null)
  const refresh = useFreshAlerts()
  const add = useMutation(
    trpc.alerts.addRule.mutationOptions({
      onSuccess: async () => {
        setAdding(null)
        await refresh()
      },
    }),
  )
  const apply = useMutation(
    trpc.alerts.applyPreset.mutationOptions({
      onSuccess: async () => {
        setPreset(null)
        await refresh()
      },
    }),
  )
  return (
    <SettingsSection
      title="Rules"
      description="They watch figures that are stored already, and public funding rates; no key is used for them."
      action={
        <div className="flex flex-wrap gap-2">
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button>Presets</Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {PRESETS.map((each) => (
                <DropdownMenuItem key={each.preset} onSelect={() => setPreset(each)}>
                  <span className="flex flex-col">
                    <span className="font-medium">{each.label}</span>
                    <span className="text-muted-foreground text-xs">{each.what}</span>
                  </span>
                </DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="primary">
                <Plus aria-hidden />
                New rule
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              {KINDS.map(({ kind, label, fresh }) => (
                <DropdownMenuItem key={kind} onSelect={() => setAdding(fresh)}>
                  {label}
                </DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        </div>
      }
      flush
    >
      {adding ? (
        <div className="border-b bg-muted/30">
          <p className="px-4 pt-3 font-medium">{KINDS.find(({ kind }) => kind === adding.kind)?.label}</p>
          <RuleForm
            key={adding.kind}
            rule={adding}
            problem={add.error ? failureOf(add.error) : null}
            saving={add.isPending}
            onSave={(rule) => add.mutate({ rule })}
            onCancel={() => setAdding(null)}
          />
        </div>
      ) : null}
      {rules.length === 0 && !adding ? (
        <EmptyState icon={BellPlus} title="No rules" description="Nothing is watched for you. Choose a preset to begin with." />
      ) : (
        <ul aria-label="Rules" className="divide-y">
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={preset !== null}
        onOpenChange={(open) => !open && setPreset(null)}
        title={`Use the rules of “${preset?.label ?? ''}”?`}
        description="They take the place of all rules that stand here now."
        confirm="Replace the rules"
        tone="primary"
        pending={apply.isPending}
        error={apply.error}
        onConfirm={() => preset && apply.mutate({ preset: preset.preset })}
      />
    </SettingsSection>
  )
}

function RuleRow({ rule: { id, rule, text, enabled, firing } }: { rule: AlertRuleView }) {
  const trpc = useTRPC()
  const refresh = useFreshAlerts()
  const [editing, setEditing] = useState(false)
  const change = useMutation(
    trpc.alerts.changeRule.mutationOptions({
      onSuccess: async () => {
        setEditing(false)
        await refresh()
      },
    }),
  )
  const remove = useMutation(
    trpc.alerts.deleteRule.mutationOptions({ onSuccess: refresh, onError: (error) => toast.error(failureOf(error).message) }),
  )
  if (editing) {
    return (
      <li id={`rule-${id}`} className="scroll-mt-20 bg-muted/30">
        <p className="px-4 pt-3 font-medium">{text}</p>
        <RuleForm
          rule={rule}
          problem={change.error ? failureOf(change.error) : null}
          saving={change.isPending}
          onSave={(next) => change.mutate({ id, rule: next })}
          onCancel={() => setEditing(false)}
        />
      </li>
    )
  }
  return (
    <li id={`rule-${id}`} className="flex scroll-mt-20 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 target:bg-muted/60">
      <Switch
        checked={enabled}
        disabled={change.isPending}
        onCheckedChange={(on) => change.mutate({ id, enabled: on })}
        aria-label={text}
      />
      <p className={enabled ? 'min-w-48 flex-1' : 'min-w-48 flex-1 text-muted-foreground'}>
        {text}
        {firing > 0 ? (
          <Badge tone="warning" className="ml-2 align-text-bottom">
            fires
          </Badge>
        ) : null}
      </p>
      <span className="flex gap-2">
        <Button size="sm" onClick={() => setEditing(true)} aria-label={`Edit: ${text}`}>
          Edit
        </Button>
        <Button
          size="sm"
          variant="destructive-quiet"
          loading={remove.isPending}
          onClick={() => remove.mutate({ id })}
          aria-label={`Remove: ${text}`}
        >
          Remove
        </Button>
      </span>
    </li>
  )
}
