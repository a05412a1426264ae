import { createCcxtExchanges } from '@/server/exchanges'
import { createLog } from '@/server/log'
import { coldProcess } from './cold-process'
import { UNLIMITED } from './limits'

await coldProcess(async (accounts, simulator) => {
  const exchanges = createCcxtExchanges({ baseUrls: { '*': simulator }, log: createLog('silent'), limitFactor: UNLIMITED })
  await Promise.all(
    accounts.map(({ exchange, ...credentials }) =>
      exchanges.fetchHoldings(
        { exchange, credentials, sandbox: false, options: { default: true } },
        new AbortController().signal,
      ),
    ),
  )
})
