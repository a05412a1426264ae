'use client'
import { THEME_OPTIONS } from '../shell/theme-menu'
import { Label } from '../ui/label'
import { Segmented } from '../ui/segmented'
import { useThemeChoice } from './use-theme-choice'

/** Acts at once; there is nothing to save. */
export function ThemeField() {
  const { theme, choose } = useThemeChoice()
  return (
    <div className="flex flex-col gap-1.5">
      <Label asChild>
        <span>Theme</span>
      </Label>
      <Segmented
        label="Theme"
        value={theme}
        onValueChange={choose}
        options={THEME_OPTIONS.map(({ value, label, icon: Icon }) => ({
          value,
          label: (
            <>
              <Icon aria-hidden />
              {label}
            </>
          ),
        }))}
      />
    </div>
  )
}
