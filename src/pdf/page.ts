/** A4 after GB/T 9704: 37 mm above, 28 mm for the binding, type area 156 × 225 mm. Landscape pages are turned. */
const MM = 72 / 25.4;

export const PORTRAIT = { width: 156 * MM, height: 225 * MM } as const;
export const LANDSCAPE = { width: 257 * MM, height: 158 * MM } as const;

/** Room left and right of a cell's text. */
export const CELL_PADDING = 3;
