import { createHmac } from 'node:crypto'
import { openMigratedDb } from '@/db/roles'
import { describeCause } from './cause'
import type { Deps } from './context'
import { env, retentionOf } from './env'
import { createCcxtExchanges } from './exchanges'
import { createLog } from './log'
import { createMailer } from './mail'
import { meterOfProcess } from './metrics/of-process'
import { guardedHttp } from './notify/http'
import { pushContact } from './notify/push-contact'
import { KeyActivity } from './services/accounts/key-activity'
import { AddressSharers } from './services/exchanges/address-sharers'
import { WaitingUses } from './services/tokens/uses'
import { observedCalls } from './tracing/calls'
import { installationKeys, openVault } from './vault/open-vault'
import { pushKeysOf } from './vault/push-keys'
import { statementKeyOf } from './vault/statement-key'

/** Next keeps several copies of a module; the process has one set of things all the same. */
const KEY = Symbol.for('ballast.deps')

/** What this process has: made at the first call from the environment, the same for everybody after. */
export function getDeps(): Promise<Deps> {
  const holder = globalThis as typeof globalThis & { [KEY]?: Promise<Deps> }
  holder[KEY] ??= makeDeps().catch((error: unknown) => {
    // A database that was out of reach for a moment must not stay so for the life of the process.
    holder[KEY] = undefined
    throw error
  })
  return holder[KEY]
}

async function makeDeps(): Promise<Deps> {
  const settings = env()
  const log = createLog(settings.LOG_LEVEL)
  const db = await openMigratedDb({
    url: settings.DATABASE_URL,
    max: settings.DATABASE_POOL,
    readUrl: settings.DATABASE_READ_URL,
    onReplica: ({ fault, cause }) => {
      if (fault === null) log.info('the read replica serves the past')
      else log.warn({ fault, cause: describeCause(cause) }, 'the read replica does not serve the past: the primary is asked')
    },
  })
  const now = () => new Date()
  try {
    const masterKeys = await installationKeys(db, settings)
    return {
      db,
      vault: await openVault(db, masterKeys),
      exchanges: createCcxtExchanges({
        baseUrls: settings.EXCHANGE_BASE_URLS,
        log,
        now,
        limitFactor: settings.EXCHANGE_LIMITS_PERCENT / 100,
        sharers: new AddressSharers(db, settings.EGRESS).of,
        around: observedCalls(log, meterOfProcess),
      }),
      now,
      log,
      meter: meterOfProcess(),
      egress: settings.EGRESS,
      secondFactor: settings.SECOND_FACTOR,
      longestTokenDays: settings.API_TOKEN_LONGEST_DAYS,
      sendsMail: settings.SMTP_URL !== undefined,
      retention: retentionOf(settings),
      ledgersDays: settings.LEDGERS_DAYS,
      keyActivity: new KeyActivity({ db, log }),
      statementKey: statementKeyOf(db, masterKeys),
      tokenUses: new WaitingUses({ db, log }),
      alerts: {
        baseUrl: settings.BASE_URL,
        http: guardedHttp(settings.NOTIFY_ALLOW_HOSTS),
        mail: settings.SMTP_URL === undefined ? undefined : createMailer(settings, log),
        push: { keys: pushKeysOf(db, masterKeys), contact: pushContact(settings) },
        linkKey: createHmac('sha256', settings.NEXTAUTH_SECRET).update('links in messages').digest(),
      },
    }
  } catch (error) {
    // It is tried again at the next call: this one's connections must not pile up meanwhile.
    log.error({ cause: describeCause(error) }, 'this process cannot serve')
    await db.close().catch(() => {})
    throw error
  }
}
