'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { BellPlus, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Preset } from '@/server/domain/alerts/presets'
import type { Rule } from '@/server/domain/alerts/rule'
import type { AlertRuleView } from '@/server/domain/views'
import { ForRole, useLimited } from '../desks/desk-role'
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

const PRESETS: readonly { preset: Preset; label: MessageDescriptor; what: MessageDescriptor }[] = [
  { preset: 'careful', label: msg`Careful`, what: msg`Warns early, also of funding and of coins without a price.` },
  { preset: 'usual', label: msg`Usual`, what: msg`What most people want to hear.` },
  { preset: 'quiet', label: msg`Quiet`, what: msg`Only what costs money now.` },
]

/** The rules in words; each is edited where it stands. */
export function RulesSection() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: rules } = useSuspenseQuery(trpc.alerts.rules.queryOptions())
  const [adding, setAdding] = useState<Rule | null>(null)
  const [preset, setPreset] = useState<(typeof PRESETS)[number] | null>(null)
  const refresh = useFreshAlerts()
  const limited = useLimited()
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
  const addingLabel = KINDS.find(({ kind }) => kind === adding?.kind)?.label
  const presetName = preset ? t(preset.label) : ''
  return (
    <SettingsSection
      title={t`Rules`}
      description={t`They watch figures that are stored already, and public funding rates; no key is used for them.`}
      action={
        <div className="flex flex-wrap gap-2">
          <ForRole least="manager">
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button>
                  <Trans>Presets</Trans>
                </Button>
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                {PRESETS.map((each) => (
                  <DropdownMenuItem key={each.preset} onSelect={() => setPreset(each)}>
                    <span className="flex flex-col">
                      <span className="font-medium">{t(each.label)}</span>
                      <span className="text-muted-foreground text-xs">{t(each.what)}</span>
                    </span>
                  </DropdownMenuItem>
                ))}
              </DropdownMenuContent>
            </DropdownMenu>
          </ForRole>
          <ForRole least="trader" of="accounts">
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button variant="primary">
                  <Plus aria-hidden />
                  <Trans>New rule</Trans>
                </Button>
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                {KINDS.map(({ kind, label, fresh }) => (
                  <DropdownMenuItem key={kind} onSelect={() => setAdding(fresh)}>
                    {t(label)}
                  </DropdownMenuItem>
                ))}
              </DropdownMenuContent>
            </DropdownMenu>
          </ForRole>
        </div>
      }
      flush
    >
      {adding ? (
        <div className="border-b bg-muted/30">
          <p className="px-4 pt-3 font-medium">{addingLabel && t(addingLabel)}</p>
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
        <EmptyState
          icon={BellPlus}
          title={t`No rules`}
          description={
            limited
              ? t`You have none of your own. The desk’s rules watch your accounts as well.`
              : t`Nothing is watched for you. Choose a preset to begin with.`
          }
        />
      ) : (
        <ul aria-label={t`Rules`} className="divide-y">
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={preset !== null}
        onOpenChange={(open) => !open && setPreset(null)}
        title={t`Use the rules of “${presetName}”?`}
        description={t`They take the place of all rules that stand here now.`}
        confirm={t`Replace the rules`}
        tone="primary"
        pending={apply.isPending}
        error={apply.error}
        onConfirm={() => preset && apply.mutate({ preset: preset.preset })}
      />
    </SettingsSection>
  )
}

function RuleRow({ rule: { id, rule, text, enabled, firing, mayChange } }: { rule: AlertRuleView }) {
  const { t } = useLingui()
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
        disabled={change.isPending || !mayChange}
        onCheckedChange={(on) => change.mutate({ id, enabled: on })}
        aria-label={text}
      />
      <p className={enabled ? 'min-w-48 flex-1' : 'min-w-48 flex-1 text-muted-foreground'}>
        {text}
        {firing > 0 ? (
          <Badge tone="warning" className="ml-2 align-text-bottom">
            <Trans>fires</Trans>
          </Badge>
        ) : null}
      </p>
      {mayChange ? (
        <span className="flex gap-2">
          <Button size="sm" onClick={() => setEditing(true)} aria-label={t`Edit: ${text}`}>
            <Trans>Edit</Trans>
          </Button>
          <Button
            size="sm"
            variant="destructive-quiet"
            loading={remove.isPending}
            onClick={() => remove.mutate({ id })}
            aria-label={t`Remove: ${text}`}
          >
            <Trans>Remove</Trans>
          </Button>
        </span>
      ) : null}
    </li>
  )
}
