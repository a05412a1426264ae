/** A key that ends within this many days is named. Apart from what checks stored values, since browsers need this alone. */
export const KEY_EXPIRY_DAYS = 14
