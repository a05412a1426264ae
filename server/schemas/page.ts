/** Header in which a page says for whom it was drawn; to somebody else's page is answered as if nobody were signed in. */
export const PERSON_HEADER = 'x-page-of'
