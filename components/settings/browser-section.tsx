'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useId } from 'react'
import { keepChoice } from '../offline/kept-page'
import { densityChoice } from '../shell/density'
import { ring } from '../shell/firing-notice'
import { soundChoice, titleChoice } from '../shell/notice-choice'
import { Segmented } from '../ui/segmented'
import { Switch } from '../ui/switch'
import { SettingsSection } from './section'

/** What this browser does, whoever is signed in: how dense its pages are, and whether they call when something fires. */
export function BrowserSection() {
  const { t } = useLingui()
  const density = densityChoice.use()
  const inTitle = titleChoice.use() === 'on'
  const aloud = soundChoice.use() === 'on'
  const kept = keepChoice.use() === 'on'
  return (
    <SettingsSection title={t`In this browser`} description={t`Kept here, not with your account.`}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="font-medium">
            <Trans>Density</Trans>
          </span>
          <Segmented
            label={t`Density`}
            value={density}
            onValueChange={densityChoice.write}
            options={[
              { value: 'compact', label: t`Compact` },
              { value: 'regular', label: t`Regular` },
              { value: 'large', label: t`Large` },
            ]}
          />
        </div>
        <Choice
          label={t`Count in the tab’s title`}
          help={t`How much fires, as (2) before a page’s title.`}
          checked={inTitle}
          onChange={(on) => titleChoice.write(on ? 'on' : 'off')}
        />
        <Choice
          label={t`Sound`}
          help={t`Two tones when something begins to fire while a page is open.`}
          checked={aloud}
          onChange={(on) => {
            soundChoice.write(on ? 'on' : 'off')
            // What it is like; and browsers play nothing that no click has allowed.
            if (on) void ring()
          }}
        />
        <Choice
          label={t`Keep what was last seen`}
          help={t`The installed app opens on it without a network, with its age. Kept for 7 days at most, and only until you sign out.`}
          checked={kept}
          onChange={(on) => keepChoice.write(on ? 'on' : 'off')}
        />
      </div>
    </SettingsSection>
  )
}

interface ChoiceProps {
  label: string
  help: string
  checked: boolean
  onChange: (on: boolean) => void
}

function Choice({ label, help, checked, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-4">
      <label htmlFor={id} className="select-none">
        <span className="block font-medium">{label}</span>
        <span className="block text-muted-foreground text-xs">{help}</span>
      </label>
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
    </div>
  )
}
