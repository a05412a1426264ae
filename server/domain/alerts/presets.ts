import type { Rule } from './rule'

/** Sets of rules to begin with. */
export const PRESETS = ['careful', 'usual', 'quiet'] as const
export type Preset = (typeof PRESETS)[number]

interface Figures {
  margin: [warn: string | null, urgent: string]
  liquidation: [warn: string | null, urgent: string]
  /** Loss of the total within a day. */
  loss: [warn: string, urgent: string | null]
  staleMinutes: number
  wallets: boolean
  unpriced: boolean
  workerMinutes: number
}

const FIGURES: Readonly<Record<Preset, Figures>> = {
  careful: {
    margin: ['0.4', '0.7'],
    liquidation: ['0.25', '0.1'],
    loss: ['0.03', '0.1'],
    staleMinutes: 5,
    wallets: true,
    unpriced: true,
    workerMinutes: 5,
  },
  usual: {
    margin: ['0.5', '0.8'],
    liquidation: ['0.15', '0.05'],
    loss: ['0.05', null],
    staleMinutes: 15,
    wallets: true,
    unpriced: false,
    workerMinutes: 10,
  },
  quiet: {
    margin: [null, '0.8'],
    liquidation: [null, '0.05'],
    loss: ['0.1', null],
    staleMinutes: 60,
    wallets: false,
    unpriced: false,
    workerMinutes: 30,
  },
}

/** The rules that a person begins with: about all accounts, also those to come. */
export function presetRules(preset: Preset): Rule[] {
  const { margin, liquidation, loss, staleMinutes, wallets, unpriced, workerMinutes } = FIGURES[preset]
  const accounts = null
  return [
    { kind: 'margin', warn: margin[0], urgent: margin[1], accounts },
    { kind: 'liquidation', warn: liquidation[0], urgent: liquidation[1], accounts, symbol: null },
    {
      kind: 'equity_change',
      as: 'share',
      warn: loss[0],
      urgent: loss[1],
      of: 'total',
      accounts,
      direction: 'falls',
      withinMinutes: 1440,
    },
    { kind: 'unknown', minutes: staleMinutes, wallets, unpriced, accounts },
    { kind: 'key', days: 14, accounts },
    { kind: 'unexplained', accounts },
    { kind: 'worker', minutes: workerMinutes },
    ...(preset === 'careful' ? [{ kind: 'funding', warn: '0.5', urgent: null, accounts, symbol: null } as const] : []),
  ]
}
