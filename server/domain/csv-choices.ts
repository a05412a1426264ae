/** How CSV files may be written. */
export const CSV_SEPARATORS = ['comma', 'semicolon', 'tab'] as const
export const CSV_DECIMALS = ['point', 'comma'] as const

export interface CsvStyle {
  /** Between fields. */
  separator: (typeof CSV_SEPARATORS)[number]
  /** Within numbers. */
  decimal: (typeof CSV_DECIMALS)[number]
  /** Begins with the mark by which Excel knows that a file is UTF-8. */
  bom: boolean
}
