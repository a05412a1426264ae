'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useId, useState } from 'react'
import type { BookRiskView } from '@/server/domain/views'
import { Button } from '../ui/button'
import { Input } from '../ui/input'
import { Label } from '../ui/label'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select'
import { clampShock, HIGHEST, LOWEST, PRESETS } from './risk-search'
import { percentWords } from './words'

/** What Radix takes for "nothing chosen" is an empty text. */
const ALL = 'all'
/** Coins that are offered; smaller ones are reached by the address alone. */
const MOST_COINS = 60

interface ShockControlProps {
  percent: number
  setPercent: (percent: number) => void
  coin: string
  setCoin: (coin: string) => void
  coins: BookRiskView['coins']
}

/** How far prices are moved, and of which coin: a slider, a number, and the usual ones. */
export function ShockControl({ percent, setPercent, coin, setCoin, coins }: ShockControlProps) {
  const { t } = useLingui()
  const id = useId()
  const offered = coins.slice(0, MOST_COINS).map((each) => each.coin)
  const listed = coin === '' || offered.includes(coin) ? offered : [coin, ...offered]
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="flex w-full flex-col gap-1 sm:w-52">
          <Label htmlFor={`${id}-coin`}>
            <Trans>What moves</Trans>
          </Label>
          <Select value={coin === '' ? ALL : coin} onValueChange={(value) => setCoin(value === ALL ? '' : value)}>
            <SelectTrigger id={`${id}-coin`}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value={ALL}>{t`All coins, by beta to BTC`}</SelectItem>
              {listed.map((each) => (
                <SelectItem key={each} value={each}>
                  {t`${each} alone`}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </div>
        <div className="flex w-28 flex-col gap-1">
          <Label htmlFor={`${id}-number`}>
            <Trans>By, in %</Trans>
          </Label>
          <ShockNumber id={`${id}-number`} percent={percent} setPercent={setPercent} />
        </div>
        <fieldset className="grid w-full grid-cols-4 gap-1.5 sm:flex sm:w-auto sm:flex-wrap" aria-label={t`Usual moves`}>
          {PRESETS.map((preset) => (
            <Button
              key={preset}
              size="sm"
              variant={preset === percent ? 'primary' : 'secondary'}
              aria-pressed={preset === percent}
              className="figures pointer-coarse:h-11 pointer-coarse:min-w-11"
              onClick={() => setPercent(preset)}
            >
              {percentWords(preset)}
            </Button>
          ))}
        </fieldset>
      </div>
      <div className="flex flex-col gap-0.5">
        <input
          type="range"
          min={LOWEST}
          max={HIGHEST}
          step={1}
          value={percent}
          onChange={(event) => setPercent(clampShock(event.target.valueAsNumber))}
          aria-label={coin === '' ? t`Bitcoin and all coins by their beta` : t`Price of ${coin}`}
          aria-valuetext={percentWords(percent)}
          className="h-11 w-full cursor-pointer accent-brand md:h-7"
        />
        <div aria-hidden className="figures relative h-4 text-2xs text-subtle-foreground">
          {[LOWEST, -30, 0, 50, HIGHEST].map((mark) => (
            <span
              key={mark}
              className={`absolute whitespace-nowrap ${mark === LOWEST ? '' : mark === HIGHEST ? '-translate-x-full' : '-translate-x-1/2'}`}
              style={{ left: `${((mark - LOWEST) / (HIGHEST - LOWEST)) * 100}%` }}
            >
              {percentWords(mark)}
            </span>
          ))}
        </div>
      </div>
    </div>
  )
}

/** Any whole number between the ends; what is none of them stays in the field and is said. */
function ShockNumber({ id, percent, setPercent }: { id: string; percent: number; setPercent: (percent: number) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) => {
    const number = Number(text.replace('−', '-').replace('%', '').trim())
    return text.trim() !== '' && Number.isInteger(number) && number === clampShock(number) ? number : null
  }
  const wrong = typed !== null && read(typed) === null
  return (
    <Input
      id={id}
      inputMode="text"
      autoComplete="off"
      spellCheck={false}
      value={typed ?? String(percent)}
      aria-invalid={wrong}
      title={wrong ? t`A whole number from ${LOWEST} to ${HIGHEST}` : undefined}
      className="figures"
      onChange={(event) => {
        setTyped(event.target.value)
        const number = read(event.target.value)
        if (number !== null) setPercent(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
