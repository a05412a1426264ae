export { type CcxtExchangesOptions, createCcxtExchanges } from './ccxt-port'
