'use client'
import { type Control, Controller, type FieldValues, type Path } from 'react-hook-form'
import type { CsvStyle } from '@/server/domain/csv-choices'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Label } from '../ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { SettingsSection } from './section'

const SEPARATORS: readonly { value: CsvStyle['separator']; label: string }[] = [
  { value: 'comma', label: 'Comma' },
  { value: 'semicolon', label: 'Semicolon' },
  { value: 'tab', label: 'Tab' },
]
const DECIMALS: readonly { value: CsvStyle['decimal']; label: string }[] = [
  { value: 'point', label: 'Point (1234.56)' },
  { value: 'comma', label: 'Comma (1234,56)' },
]

interface Choice<Values extends FieldValues> {
  control: Control<Values>
  name: Path<Values>
  label: string
  options: readonly { value: string; label: string }[]
}

function ChoiceField<Values extends FieldValues>({ control, name, label, options }: Choice<Values>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Field label={label}>
          {(attributes) => (
            <Select value={field.value} onValueChange={field.onChange}>
              <SelectTrigger {...attributes} ref={field.ref}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {options.map(({ value, label }) => (
                  <SelectItem key={value} value={value}>
                    {label}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
      )}
    />
  )
}

interface Chosen extends FieldValues {
  csvSeparator: CsvStyle['separator']
  csvDecimal: CsvStyle['decimal']
  csvBom: boolean
}

/** How files are written for the spreadsheet that one uses. */
export function CsvFields<Values extends Chosen>({ control }: { control: Control<Values> }) {
  return (
    <SettingsSection
      title="CSV files"
      description="As your spreadsheet reads them. Files for tax tools stay as those tools want them."
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <ChoiceField control={control} name={'csvSeparator' as Path<Values>} label="Between fields" options={SEPARATORS} />
        <ChoiceField control={control} name={'csvDecimal' as Path<Values>} label="Decimals" options={DECIMALS} />
        <Controller
          control={control}
          name={'csvBom' as Path<Values>}
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
