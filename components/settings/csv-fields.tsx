'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { type Control, Controller } from 'react-hook-form'
import type { CsvStyle } from '@/server/domain/csv-choices'
import { saidChoices } from '../language/said-choices'
import { Checkbox } from '../ui/checkbox'
import { ChoiceField } from '../ui/choice-field'
import { Label } from '../ui/label'
import type { ProfileInput, ProfileValues } from './profile-values'
import { SettingsSection } from './section'

const SEPARATORS: readonly (readonly [CsvStyle['separator'], MessageDescriptor])[] = [
  ['comma', msg`Comma`],
  ['semicolon', msg`Semicolon`],
  ['tab', msg({ message: 'Tab', context: 'a character' })],
]
const DECIMALS: readonly (readonly [CsvStyle['decimal'], MessageDescriptor])[] = [
  ['point', msg`Point (1234.56)`],
  ['comma', msg`Comma (1234,56)`],
]

/** How files are written for the spreadsheet that one uses. */
export function CsvFields({ control }: { control: Control<ProfileInput, unknown, ProfileValues> }) {
  const { t } = useLingui()
  return (
    <SettingsSection
      title={t`CSV files`}
      description={t`As your spreadsheet reads them. Files for tax tools stay as those tools want them.`}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={control}
          name="csvSeparator"
          render={({ field }) => <ChoiceField label={t`Between fields`} choices={saidChoices(SEPARATORS, t)} {...field} />}
        />
        <Controller
          control={control}
          name="csvDecimal"
          render={({ field }) => <ChoiceField label={t`Decimals`} choices={saidChoices(DECIMALS, t)} {...field} />}
        />
        <Controller
          control={control}
          name="csvBom"
          render={({ field }) => (
            <div className="flex items-start gap-2.5 sm:col-span-2">
              <Checkbox
                id="csv-bom"
                ref={field.ref}
                checked={field.value}
                onCheckedChange={(state) => field.onChange(state === true)}
              />
              <Label htmlFor="csv-bom" className="font-normal">
                <Trans>Begin with a byte order mark, by which Excel reads names with accents</Trans>
              </Label>
            </div>
          )}
        />
      </div>
    </SettingsSection>
  )
}
