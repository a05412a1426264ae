import { register } from 'node:module'

/**
 * For processes that run TypeScript through tsx: ccxt is plain JavaScript, and looking through its megabytes for something
 * to transform took 90 MB and a third of a second. `--import` it behind tsx, so that it is asked first.
 */
register(new URL('./hooks.mjs', import.meta.url))
