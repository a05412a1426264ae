/** Refreshes that the account's page lists; the page fetches as many ahead. */
export const REFRESHES_SHOWN = 10
