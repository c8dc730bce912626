/**
 * What a real county workbook never reaches. The largest seen is 400,000 rows × 30 columns: 0.8 GB of XML.
 * Everything beyond stops that file with a message, never the process.
 */
export const limits = {
  fileBytes: 512 * 1024 * 1024,
  /** All parts of a package together, as declared and as counted while inflating. */
  inflatedBytes: 4 * 1024 * 1024 * 1024,
  /** Shared strings stay in memory as bytes. */
  sharedStringBytes: 256 * 1024 * 1024,
  /** Workbook, relations and styles are parsed whole. */
  smallPartBytes: 64 * 1024 * 1024,
  /** A large part packed tighter than this is a bomb: real sheets reach 10–60, rows of formatting alone about 100. */
  packing: 300,
  packingAppliesFrom: 32 * 1024 * 1024,
  entries: 10_000,
  sheets: 256,
  rows: 1_048_576,
  columns: 16_384,
  /** Positions up to the last filled cell of each row, summed over a sheet. */
  cells: 100_000_000,
  merges: 200_000,
  /** Excel's own bound on the text of one cell. */
  cellText: 32_767,
  /** Old and text formats that are held in memory whole. */
  wholeFileBytes: 128 * 1024 * 1024,
} as const
