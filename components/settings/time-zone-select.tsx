'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Command } from 'cmdk'
import { Check, ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { cn } from '../ui/cn'
import type { FieldControl } from '../ui/field'
import { controlClass } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

interface TimeZoneSelectProps {
  control: FieldControl
  /** IANA name; null: the browser's. */
  value: string | null
  onChange: (value: string | null) => void
}

const BROWSER = msg`As this browser's`

/** Some four hundred zones: found by typing. */
export function TimeZoneSelect({ control, value, onChange }: TimeZoneSelectProps) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')], [])
  const choose = (zone: string | null) => {
    onChange(zone)
    setOpen(false)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        {...control}
        role="combobox"
        aria-expanded={open}
        className={cn(controlClass, 'flex items-center justify-between gap-2 text-left')}
      >
        <span className="truncate">{value === null ? t(BROWSER) : readable(value)}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-64 p-0">
        <Command label={t`Time zones`}>
          <Command.Input
            placeholder={t`Search time zones`}
            className="h-10 w-full border-b bg-transparent px-3 text-lg outline-hidden md:text-sm"
          />
          <Command.List className="thin-scroll max-h-64 overflow-y-auto p-1">
            <Command.Empty className="py-6 text-center text-muted-foreground">
              <Trans>No such time zone.</Trans>
            </Command.Empty>
            <ZoneItem label={t(BROWSER)} chosen={value === null} onSelect={() => choose(null)} />
            {zones.map((zone) => (
              <ZoneItem key={zone} label={readable(zone)} chosen={value === zone} onSelect={() => choose(zone)} />
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  )
}

function ZoneItem({ label, chosen, onSelect }: { label: string; chosen: boolean; onSelect: () => void }) {
  return (
    <Command.Item
      value={label}
      onSelect={onSelect}
      className="flex min-h-8 cursor-default items-center justify-between gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-accent pointer-coarse:min-h-11"
    >
      {label}
      {chosen ? <Check aria-hidden className="size-4" /> : null}
    </Command.Item>
  )
}

function readable(zone: string): string {
  return zone.replaceAll('_', ' ')
}
