'use client'
import { useLingui } from '@lingui/react/macro'
import { Segmented } from '../ui/segmented'
import { PERIOD_LABELS, PERIODS, type Period } from './periods'

/** Which stretch of time up to now figures and their chart are of. */
export function PeriodChoice({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const { t } = useLingui()
  return (
    <Segmented
      label={t`Period`}
      value={value}
      onValueChange={onChange}
      options={PERIODS.map((each) => ({ value: each, label: t(PERIOD_LABELS[each]) }))}
    />
  )
}
