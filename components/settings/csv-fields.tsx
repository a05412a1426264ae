'use client'
import { type Control, Controller } from 'react-hook-form'
import type { CsvStyle } from '@/server/domain/csv-choices'
import { Checkbox } from '../ui/checkbox'
import { ChoiceField } from '../ui/choice-field'
import { Label } from '../ui/label'
import type { ProfileInput, ProfileValues } from './profile-values'
import { SettingsSection } from './section'

const SEPARATORS: readonly (readonly [CsvStyle['separator'], string])[] = [
  ['comma', 'Comma'],
  ['semicolon', 'Semicolon'],
  ['tab', 'Tab'],
]
const DECIMALS: readonly (readonly [CsvStyle['decimal'], string])[] = [
  ['point', 'Point (1234.56)'],
  ['comma', 'Comma (1234,56)'],
]

/** How files are written for the spreadsheet that one uses. */
export function CsvFields({ control }: { control: Control<ProfileInput, unknown, ProfileValues> }) {
  return (
    <SettingsSection
      title="CSV files"
      description="As your spreadsheet reads them. Files for tax tools stay as those tools want them."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          control={control}
          name="csvSeparator"
          render={({ field }) => <ChoiceField label="Between fields" choices={SEPARATORS} {...field} />}
        />
        <Controller
          control={control}
          name="csvDecimal"
          render={({ field }) => <ChoiceField label="Decimals" choices={DECIMALS} {...field} />}
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
                Begin with a byte order mark, by which Excel reads names with accents
              </Label>
            </div>
          )}
        />
      </div>
    </SettingsSection>
  )
}
