/** What the history of equity is compared with: the same money in one coin. */
export const COMPARED = ['btc', 'eth'] as const
export type Compared = (typeof COMPARED)[number]
