/** One thing that can be ordered. */
export interface CatalogueItem {
  readonly sku: string;
  readonly name: string;
  /** Cents of {@link CURRENCY}. Prices come from here, never from a client. */
  readonly unitPrice: number;
  /** Units in stock when the table is seeded. */
  readonly initialStock: number;
}

/** The only currency this shop charges. */
export const CURRENCY = 'USD';

const ITEMS: readonly CatalogueItem[] = [
  { sku: 'COFFEE-BEANS-1KG', name: 'Coffee beans, 1 kg', unitPrice: 2450, initialStock: 1_000_000 },
  { sku: 'TEA-SENCHA-100G', name: 'Sencha tea, 100 g', unitPrice: 1290, initialStock: 1_000_000 },
  { sku: 'MUG-STONEWARE', name: 'Stoneware mug', unitPrice: 1800, initialStock: 1_000_000 },
  { sku: 'GRINDER-HAND', name: 'Hand grinder', unitPrice: 8900, initialStock: 1_000_000 },
  { sku: 'KETTLE-GOOSENECK', name: 'Gooseneck kettle', unitPrice: 6400, initialStock: 1_000_000 },
  { sku: 'FILTER-PAPER-100', name: 'Filter papers, 100', unitPrice: 650, initialStock: 1_000_000 },
  { sku: 'SCALE-POCKET', name: 'Pocket scale', unitPrice: 3200, initialStock: 1_000_000 },
  // Scarce on purpose: the order that asks for more than is left shows the out-of-stock outcome.
  { sku: 'ROASTER-LIMITED', name: 'Home roaster, limited edition', unitPrice: 39900, initialStock: 5 },
];

/** Everything that can be ordered, by SKU. */
export const CATALOGUE: ReadonlyMap<string, CatalogueItem> = new Map(ITEMS.map((item) => [item.sku, item]));

/** The SKU of which only a handful are in stock. */
export const SCARCE_SKU = 'ROASTER-LIMITED';
