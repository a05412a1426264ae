/** Behind `--import tsx`, for processes that talk to exchanges. */
export const CCXT_UNTOUCHED = ['--import', './scripts/launcher/untouched/register.mjs'] as const
