'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { THEME_OPTIONS } from '../shell/theme-menu'
import { Label } from '../ui/label'
import { Segmented } from '../ui/segmented'
import { useThemeChoice } from './use-theme-choice'

/** Acts at once; there is nothing to save. */
export function ThemeField() {
  const { t } = useLingui()
  const { theme, choose } = useThemeChoice()
  return (
    <div className="flex flex-col gap-1.5">
      <Label asChild>
        <span>
          <Trans>Theme</Trans>
        </span>
      </Label>
      <Segmented
        label={t`Theme`}
        value={theme}
        onValueChange={choose}
        options={THEME_OPTIONS.map(({ value, label, icon: Icon }) => ({
          value,
          label: (
            <>
              <Icon aria-hidden />
              {t(label)}
            </>
          ),
        }))}
      />
    </div>
  )
}
