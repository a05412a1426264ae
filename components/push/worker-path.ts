/** The one script that a browser runs for this site while no page is open: messages, and pages for when there is no network. */
export const WORKER = '/push-worker.js'
