import { compileMessage } from '@lingui/message-utils/compileMessage'
import { generateMessageId } from '@lingui/message-utils/generateMessageId'
import PO from 'pofile'

/** A text that is looked up by itself, not by what is made of it: `/*i18n*\/ 'Like this.'`. */
const BY_ITSELF = 'js-lingui-explicit-id'

/** What a `.po` says, by the id that its messages have in the sources; what is not translated yet is left out. */
export function catalogueOf(po) {
  const messages = {}
  for (const { msgid, msgstr, msgctxt, obsolete, extractedComments } of PO.parse(po).items) {
    const [said] = msgstr
    if (obsolete || !said) continue
    const id = extractedComments.includes(BY_ITSELF) ? msgid : generateMessageId(msgid, msgctxt)
    messages[id] = compileMessage(said)
  }
  return messages
}

/** The same as a module. */
export function catalogueModule(po) {
  return `export default ${JSON.stringify(catalogueOf(po))}`
}
