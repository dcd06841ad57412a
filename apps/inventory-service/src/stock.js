/** The key of a SKU's stock row, whose `available` counts the units left. */
export function stockKey(sku) {
  return { pk: { S: `STOCK#${sku}` }, sk: { S: 'STOCK' } };
}
