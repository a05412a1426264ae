import type { TagFigures } from '@/server/domain/views'
import { Money } from '../format/money'

/** What belongs to a tag contributes to equity, with what it is to all of that and why. */
export function TagEquity({ figures }: { figures: Pick<TagFigures, 'equity' | 'bound' | 'doubts'> }) {
  return (
    <Money
      value={figures.equity}
      bound={figures.bound}
      because={doubtWords(figures)}
      unknown="nothing belongs to it, or nothing of it is known"
    />
  )
}

/** What makes a tag's figures less than certain, in a line. */
export function doubtWords({ doubts }: Pick<TagFigures, 'doubts'>): string | undefined {
  if (doubts.of === 0) return undefined
  const more = doubts.of > doubts.first.length ? `; and ${doubts.of - doubts.first.length} more` : ''
  return doubts.first.map(({ accountName, reason }) => `${accountName}: ${reason.replace(/\.$/, '')}`).join('; ') + more
}
