import type { ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

export interface CommandLine<O extends Options> {
  /** e.g. `npm run replay -- FILE` */
  usage: string
  /** What the command does, shown by `--help`. */
  about: string
  options?: O
  /** How many arguments without a name it takes, at least and at most; none by default. */
  positionals?: [number, number]
}

/** Exit code of a command that was called in a way that it does not know. */
export declare const USAGE_FAULT: 2

/**
 * Reads the arguments strictly, before anything is done: `--help` (`-h`) prints what the command is for and ends it with 0;
 * whatever it does not know ends it with 2 and two lines on stderr, the fault and the usage.
 * @returns `refuse` ends the command in the same way, for faults that only the command can see
 */
export declare function commandLine<const O extends Options = Record<never, never>>(
  spec: CommandLine<O>,
): {
  values: ReturnType<typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>>['values']
  positionals: string[]
  refuse: (why: string) => never
}

/** An option that is a count; undefined stays so. Refuses what is no whole number from `from` (1) on. */
export declare function wholeNumber(name: string, text: string, refuse: (why: string) => never, from?: number): number
export declare function wholeNumber(
  name: string,
  text: string | undefined,
  refuse: (why: string) => never,
  from?: number,
): number | undefined
