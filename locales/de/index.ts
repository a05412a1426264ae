import type { Messages } from '@lingui/core'
import account from './account.po'
import accounts from './accounts.po'
import admin from './admin.po'
import alerts from './alerts.po'
import assets from './assets.po'
import auth from './auth.po'
import balances from './balances.po'
import charts from './charts.po'
import command from './command.po'
import desk from './desk.po'
import desks from './desks.po'
import docs from './docs.po'
import format from './format.po'
import history from './history.po'
import language from './language.po'
import live from './live.po'
import meanings from './meanings.po'
import offline from './offline.po'
import orders from './orders.po'
import overview from './overview.po'
import pages from './pages.po'
import performance from './performance.po'
import positions from './positions.po'
import push from './push.po'
import risk from './risk.po'
import schemas from './schemas.po'
import settings from './settings.po'
import shell from './shell.po'
import tags from './tags.po'
import ui from './ui.po'

/** All that this language says. */
export const messages: Messages = {
  ...account,
  ...accounts,
  ...admin,
  ...alerts,
  ...assets,
  ...auth,
  ...balances,
  ...charts,
  ...command,
  ...desk,
  ...desks,
  ...docs,
  ...format,
  ...history,
  ...language,
  ...live,
  ...meanings,
  ...offline,
  ...orders,
  ...overview,
  ...pages,
  ...performance,
  ...positions,
  ...push,
  ...risk,
  ...schemas,
  ...settings,
  ...shell,
  ...tags,
  ...ui,
}
